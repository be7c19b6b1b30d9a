'use client'

import Link from 'next/link'

import { BatteryProgress } from '@/components/chargers/detail/battery-bar'
import { Power } from '@/components/chargers/detail/figures'
import { Flash } from '@/components/flash'
import { MyCurve } from '@/components/me/my-curve'
import { placeDetail, placeName, sinceWords, soFar } from '@/components/me/session-words'
import { StatusBadge } from '@/components/status-badge'
import { Card } from '@/components/ui/card'
import { t } from '@/lib/i18n'
import { useMyCurve } from '@/lib/queries/me'
import type { MyTransaction } from '@/lib/types'
import { useNow } from '@/lib/use-now'

/** What a driver wants to know from across the street: how fast, how much, how full. */
export function LiveSession({ session }: { session: MyTransaction }) {
  const now = useNow()
  const curve = useMyCurve(session.id, true)
  const { id, power_w, soc_percent } = session
  // A car that takes nothing is not charging, although its session runs.
  const idle = power_w === 0
  return (
    <Card role="group" aria-label={t('Charging at {place}', { place: placeName(session) })}>
      <div className="flex items-start justify-between gap-3 px-4 pt-4">
        <div className="min-w-0">
          <h2 className="truncate text-base font-semibold">
            <Link href={`/me/sessions/${id}`} className="underline-offset-4 hover:underline">
              {placeName(session)}
            </Link>
          </h2>
          <p className="text-muted-foreground">{placeDetail(session)}</p>
        </div>
        <StatusBadge status={idle ? 'suspended' : 'charging'} {...(idle && { label: t('Paused') })} />
      </div>
      <div className="px-4 pt-4 pb-4">
        <div className="flex items-end justify-between gap-3">
          <Flash value={power_w}>
            <Power watts={power_w} className="text-3xl" />
          </Flash>
          <div className="min-w-0 text-right">
            <p className="text-base font-semibold tabular-nums">{now > 0 && soFar(session, now)}</p>
            <p className="truncate text-xs text-muted-foreground tabular-nums">
              {now > 0 && sinceWords(session, now)}
            </p>
          </div>
        </div>
        <BatteryProgress points={curve.data?.points ?? []} percent={soc_percent} />
        {idle && (
          <p className="mt-3 text-muted-foreground">
            {t(
              'No power flows: the car is full, or the car or the charger waits. The session goes on until you unplug or stop it at the charger.',
            )}
          </p>
        )}
      </div>
      <div className="border-t px-4 pt-3 pb-3">
        <MyCurve session={session} query={curve} />
      </div>
    </Card>
  )
}
