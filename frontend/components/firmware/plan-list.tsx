'use client'

import { useId } from 'react'

import { StatusBadge } from '@/components/status-badge'
import { Checkbox } from '@/components/ui/checkbox'
import { Skeleton } from '@/components/ui/skeleton'
import { deviceName } from '@/lib/device-name'
import { REASONS, type Plan } from '@/lib/firmware-plan'
import { t } from '@/lib/i18n'
import { chargerStatus } from '@/lib/status'
import type { Charger } from '@/lib/types'

interface PlanListProps {
  plan: Plan
  loading: boolean
  unticked: ReadonlySet<string>
  onUntick: (ids: ReadonlySet<string>) => void
}

/** Exactly whom it concerns, each to be left out by a tick, and whom not with the reason. */
export function PlanList({ plan, loading, unticked, onUntick }: PlanListProps) {
  if (loading) return <Skeleton className="h-56" />
  const others = plan.leftOut.filter(({ reason }) => reason !== 'unticked')
  const tick = (id: string, ticked: boolean) =>
    onUntick(new Set(ticked ? [...unticked].filter((other) => other !== id) : [...unticked, id]))
  return (
    <div
      role="group"
      aria-label={t('Chargers')}
      tabIndex={0}
      className="max-h-64 divide-y overflow-y-auto rounded-lg border"
    >
      {plan.fitting.length === 0 && (
        <p className="p-3 text-muted-foreground">
          {t('No charger fits. Choose another station, model or version.')}
        </p>
      )}
      {plan.fitting.map((charger) => (
        <Row
          key={charger.id}
          charger={charger}
          ticked={!unticked.has(charger.id)}
          onTick={(ticked) => tick(charger.id, ticked)}
        />
      ))}
      {others.map(({ charger, reason }) => (
        <p key={charger.id} className="flex items-center gap-3 px-3 py-2 text-muted-foreground">
          <span className="w-4 shrink-0" />
          <span className="min-w-0 flex-1 truncate">{charger.charge_point_id}</span>
          <span className="truncate max-sm:hidden">{deviceName(charger)}</span>
          <StatusBadge plain status="refused" label={t(REASONS[reason])} />
        </p>
      ))}
    </div>
  )
}

interface RowProps {
  charger: Charger
  ticked: boolean
  onTick: (ticked: boolean) => void
}

function Row({ charger, ticked, onTick }: RowProps) {
  const id = useId()
  return (
    <div className="flex items-center gap-3 px-3 py-2">
      <Checkbox id={id} checked={ticked} onCheckedChange={onTick} />
      <label htmlFor={id} className="min-w-0 flex-1 truncate font-medium">
        {charger.charge_point_id}
        <span className="ml-2 font-normal text-muted-foreground">{charger.station_name}</span>
      </label>
      <span className="truncate text-muted-foreground max-sm:hidden">{deviceName(charger)}</span>
      <span className="text-muted-foreground tabular-nums">{charger.firmware_version ?? '?'}</span>
      <StatusBadge plain status={chargerStatus(charger)} className="w-24" />
    </div>
  )
}
