'use client'

import { ActivityIcon, BatteryChargingIcon, ReceiptTextIcon } from 'lucide-react'
import type { ReactNode } from 'react'

import { hoursWords, shareWords } from '@/components/analytics/analytics-words'
import type { Totals } from '@/components/analytics/use-totals'
import { STATES } from '@/components/analytics/utilisation-states'
import { ErrorState } from '@/components/error-state'
import { Figure, Kpi, Trend } from '@/components/overview/kpi-cards'
import type { Segment } from '@/components/overview/segmented-bar'
import { StatusIcon, statusTone } from '@/components/status-badge'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { energyQuantity, formatEnergy, formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'

/** The four figures of the span, beside those of the span before. */
export function AnalyticsKpis({ totals }: { totals: Totals }) {
  const { energy, sessions, utilisation, uptime } = totals.now
  if (totals.failure) {
    return (
      <Card>
        <ErrorState
          title={t('The figures could not be loaded')}
          error={totals.failure}
          onRetry={totals.retry}
        />
      </Card>
    )
  }
  return (
    <div className="grid gap-3 sm:grid-cols-2 md:gap-4 xl:grid-cols-4">
      {energy ? <Energy totals={totals} wh={energy.energy_wh} /> : <Waiting />}
      {sessions ? (
        <Compared
          icon={<ReceiptTextIcon aria-hidden="true" className="size-4" />}
          label={t('Sessions')}
          now={sessions.sessions}
          before={totals.before.sessions?.sessions ?? null}
          figure={
            <Figure
              value={formatNumber(sessions.sessions)}
              unit={t('{count, plural, one {session} other {sessions}}', { count: sessions.sessions })}
            />
          }
          left={t('{time} charging, {idle} standing', {
            time: hoursWords(sessions.charging_s),
            idle: hoursWords(sessions.idle_s),
          })}
          segments={[
            { key: 'charging', value: sessions.charging_s, className: statusTone('charging').solid },
            { key: 'idle', value: sessions.idle_s, className: statusTone('suspended').solid },
          ]}
          total={sessions.duration_s}
        />
      ) : (
        <Waiting />
      )}
      {utilisation ? (
        <Share
          icon={<ActivityIcon aria-hidden="true" className="size-4" />}
          label={t('In use')}
          unit={t('of connector time')}
          now={utilisation.in_use_percent}
          before={totals.before.utilisation?.in_use_percent}
          segments={STATES.map(({ field, solid }) => ({
            key: field,
            value: utilisation[field],
            className: solid,
          }))}
        />
      ) : (
        <Waiting />
      )}
      {uptime ? (
        <Share
          icon={<StatusIcon status="online" />}
          label={t('Up')}
          unit={t('of charger time')}
          now={uptime.uptime_percent}
          before={totals.before.uptime?.uptime_percent}
          right={uptime.down_s > 0 && t('{time} down', { time: hoursWords(uptime.down_s) })}
          segments={[
            { key: 'up', value: uptime.up_s, className: statusTone('available').solid },
            { key: 'offline', value: uptime.down_offline_s, className: statusTone('offline').solid },
            { key: 'faulted', value: uptime.down_faulted_s, className: statusTone('faulted').solid },
          ]}
        />
      ) : (
        <Waiting />
      )}
    </div>
  )
}

const Waiting = () => <Skeleton className="h-29.5 rounded-xl" />

function Energy({ totals, wh }: { totals: Totals; wh: number }) {
  const { value, unit } = energyQuantity(wh)
  const before = totals.before.energy?.energy_wh ?? null
  return (
    <Compared
      icon={<BatteryChargingIcon aria-hidden="true" className="size-4 text-chart-energy" />}
      label={t('Energy')}
      now={wh}
      before={before}
      figure={<Figure value={value} unit={unit} />}
      left={
        before
          ? t('{energy} the span before', { energy: formatEnergy(before) })
          : t('Nothing to compare with')
      }
      segments={[{ key: 'now', value: wh, className: 'bg-chart-energy' }]}
      total={Math.max(wh, before ?? 0)}
    />
  )
}

interface ComparedProps {
  icon: ReactNode
  label: string
  now: number
  before: number | null
  figure: ReactNode
  left: string
  segments: Segment[]
  total: number
}

function Compared({ now, before, ...kpi }: ComparedProps) {
  return <Kpi {...kpi} aside={<Trend now={now} before={before} title={t('Against the span before')} />} />
}

interface ShareProps {
  icon: ReactNode
  label: string
  unit: string
  now: number | null
  before: number | null | undefined
  right?: ReactNode
  segments: Segment[]
}

/** A share is compared in words: the difference of two percents is easily taken for a percentage. */
function Share({ icon, label, unit, now, before, right, segments }: ShareProps) {
  return (
    <Kpi
      icon={icon}
      label={label}
      figure={
        now === null ? (
          <Figure value={t('Unknown')} unit="" />
        ) : (
          <Figure value={shareWords(now)} unit={unit} />
        )
      }
      segments={segments}
      total={0}
      left={
        before == null
          ? t('Nothing to compare with')
          : t('{share} the span before', { share: shareWords(before) })
      }
      right={right}
    />
  )
}
