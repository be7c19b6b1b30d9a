'use client'

import { ArrowRightIcon, RadioIcon } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'

import { StatusIcon } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { deviceName } from '@/lib/device-name'
import { formatClock, formatElapsed } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useCharger, useRefusalsSince } from '@/lib/queries/chargers'
import type { Charger, CreatedCharger, Refusal } from '@/lib/types'
import { useNow } from '@/lib/use-now'
import { cn } from '@/lib/utils'

/** Turns green by itself when the charger calls; a refused attempt is shown with its reason. */
export function WaitingStep({ name, created }: { name: string; created: CreatedCharger | null }) {
  const { data: charger } = useCharger(created?.id ?? null)
  const refusals = useRefusalsSince(created?.created_at ?? null)
  if (!created) {
    return (
      <p className="text-muted-foreground">{t('Add the charger first. What happens then shows up here.')}</p>
    )
  }
  if (charger?.online) return <Connected charger={charger} />
  return (
    <div role="status" className="mt-3 grid gap-2">
      {refusals.map((refusal) => (
        <Refused key={refusal.id} refusal={refusal} name={name} />
      ))}
      <Waiting name={name} since={created.created_at} />
    </div>
  )
}

interface StripProps {
  icon: ReactNode
  title: string
  children: ReactNode
  end?: ReactNode
  className: string
}

function Strip({ icon, title, children, end, className }: StripProps) {
  return (
    <div className={cn('flex items-center gap-4 rounded-lg px-4 py-3', className)}>
      {icon}
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{title}</p>
        <p className="text-muted-foreground">{children}</p>
      </div>
      {end}
    </div>
  )
}

function Waiting({ name, since }: { name: string; since: string }) {
  const now = useNow()
  return (
    <Strip
      className="bg-charging-soft"
      icon={
        <span className="grid size-6 shrink-0 place-items-center rounded-full bg-charging/15">
          <RadioIcon aria-hidden="true" className="size-4 animate-live text-charging" />
        </span>
      }
      title={t('Waiting for {name}', { name })}
      end={
        <span aria-hidden="true" className="text-muted-foreground tabular-nums">
          {now > 0 && formatElapsed((now - Date.parse(since)) / 1000)}
        </span>
      }
    >
      {t('Nothing heard since {time}. A wrong name or password shows up here too.', {
        time: formatClock(since),
      })}
    </Strip>
  )
}

function attempts({ count, address }: Refusal): string {
  return address
    ? t('{count, plural, one {# attempt from {address}.} other {# attempts from {address}.}}', {
        count,
        address,
      })
    : t('{count, plural, one {# attempt.} other {# attempts.}}', { count })
}

function Refused({ refusal, name }: { refusal: Refusal; name: string }) {
  const other = refusal.charge_point_id !== name
  return (
    <Strip
      className="bg-suspended-soft"
      icon={<StatusIcon status="refused" className="size-5" />}
      title={
        other
          ? t('{other} called, not {name}', { other: refusal.charge_point_id, name })
          : t('{name} called and was refused', { name })
      }
      end={<span className="text-xs text-muted-foreground tabular-nums">{formatClock(refusal.last_at)}</span>}
    >
      {t(refusal.detail)} {attempts(refusal)}
    </Strip>
  )
}

function Connected({ charger }: { charger: Charger }) {
  const model = deviceName(charger)
  return (
    <div role="status" className="mt-3">
      <Strip
        className="bg-available-soft"
        icon={<StatusIcon status="online" className="size-5" />}
        title={t('{name} is connected', { name: charger.charge_point_id })}
        end={
          <Button asChild>
            <Link href={`/chargers/${charger.id}`}>
              {t('Open charger')} <ArrowRightIcon />
            </Link>
          </Button>
        }
      >
        {model || t('It has not said yet what it is')}
        {charger.firmware_version && `, ${t('firmware {version}', { version: charger.firmware_version })}`}
      </Strip>
    </div>
  )
}
