'use client'

import { formatDuration, formatPercent } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useCurve } from '@/lib/queries/transactions'
import { batteryProgress } from '@/lib/session-progress'
import type { Connector, CurvePoint } from '@/lib/types'

export function BatteryBar({ connector: { transaction, soc_percent } }: { connector: Connector }) {
  const { data } = useCurve(transaction)
  return <BatteryProgress points={data?.points ?? []} percent={soc_percent} />
}

/** How full the car is, where it was at the start, and when it is done; nothing where the car does not say. */
export function BatteryProgress({ points, percent }: { points: CurvePoint[]; percent: number | null }) {
  const battery = batteryProgress(points, percent)
  if (!battery) return null
  const { start, now, target, minutes } = battery
  return (
    <div className="mt-3">
      <div
        role="progressbar"
        aria-label={t('Battery of the car')}
        aria-valuenow={now}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-1.5 overflow-hidden rounded-full bg-muted"
      >
        <div className="h-full rounded-full bg-charging" style={{ width: `${Math.min(100, now)}%` }} />
      </div>
      <p className="mt-2 flex justify-between gap-2 text-xs text-muted-foreground tabular-nums">
        <span>{t('{percent} when it started', { percent: formatPercent(start) })}</span>
        {minutes !== null && (
          <span>
            {t('{percent} in about {time}', {
              percent: formatPercent(target),
              time: formatDuration(minutes * 60),
            })}
          </span>
        )}
      </p>
    </div>
  )
}
