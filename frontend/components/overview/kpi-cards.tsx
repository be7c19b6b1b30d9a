import { BatteryChargingIcon, TrendingDownIcon, TrendingUpIcon } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'

import { SegmentedBar, type Segment } from '@/components/overview/segmented-bar'
import { StatusIcon, statusTone } from '@/components/status-badge'
import { Card } from '@/components/ui/card'
import {
  energyQuantity,
  formatEnergy,
  formatNumber,
  formatPercent,
  formatPower,
  formatWeekdayName,
} from '@/lib/format'
import { t } from '@/lib/i18n'
import type { Overview } from '@/lib/types'
import { cn } from '@/lib/utils'

const NAMED = 2

export function KpiCards({ overview }: { overview: Overview }) {
  return (
    <div className="grid gap-4 max-md:hidden md:grid-cols-2 xl:grid-cols-4">
      <ChargingCard overview={overview} />
      <AvailableCard overview={overview} />
      <BrokenCard overview={overview} />
      <EnergyCard overview={overview} />
    </div>
  )
}

interface KpiProps {
  icon: ReactNode
  label: string
  figure: ReactNode
  aside?: ReactNode
  segments: Segment[]
  total: number
  left: string
  right?: ReactNode
}

/** Label, figure, bar, one line of context. */
export function Kpi({ icon, label, figure, aside, segments, total, left, right }: KpiProps) {
  return (
    <Card className="px-4 py-3">
      <h2 className="flex items-center gap-1.5 font-medium text-muted-foreground">
        {icon} {label}
      </h2>
      <div className="mt-1.5 flex items-baseline justify-between gap-2">
        <div className="flex items-baseline gap-1.5">{figure}</div>
        {aside}
      </div>
      <SegmentedBar segments={segments} total={total} className="mt-2.5" />
      <div className="mt-2 flex justify-between gap-3 text-xs text-muted-foreground">
        <span className={cn('tabular-nums', right ? 'shrink-0' : 'truncate')}>{left}</span>
        <span className="truncate">{right}</span>
      </div>
    </Card>
  )
}

export function Figure({ value, unit, className }: { value: string; unit: string; className?: string }) {
  return (
    <>
      <span className={cn('text-2xl font-semibold whitespace-nowrap tabular-nums', className)}>{value}</span>
      <span className="text-muted-foreground">{unit}</span>
    </>
  )
}

function ChargingCard({ overview: { connectors, power_w, power_limit_w } }: { overview: Overview }) {
  const tone = statusTone('charging')
  const limited = power_limit_w != null && power_limit_w > 0
  return (
    <Kpi
      icon={<StatusIcon status="charging" />}
      label={t('Charging now')}
      figure={
        <Figure
          value={formatNumber(connectors.charging)}
          unit={t('{count, plural, one {connector} other {connectors}}', { count: connectors.charging })}
        />
      }
      aside={
        <span className={cn('text-lg font-semibold tabular-nums', tone.text)}>{formatPower(power_w)}</span>
      }
      segments={[{ key: 'power', value: limited ? power_w : connectors.charging, className: tone.solid }]}
      total={limited ? power_limit_w : connectors.total}
      left={
        limited
          ? t('{share} of the {limit} limit', {
              share: formatPercent((power_w / power_limit_w) * 100),
              limit: `${formatNumber(power_limit_w / 1000)} kW`,
            })
          : t('{share} of all connectors', {
              share: formatPercent((connectors.charging / Math.max(connectors.total, 1)) * 100),
            })
      }
      right={limited && formatFree(power_limit_w - power_w)}
    />
  )
}

function formatFree(watts: number): string {
  return watts >= 0
    ? t('{power} free', { power: formatPower(watts) })
    : t('{power} over', { power: formatPower(-watts) })
}

function AvailableCard({ overview: { connectors } }: { overview: Overview }) {
  const out = connectors.unavailable + connectors.faulted + connectors.offline
  return (
    <Kpi
      icon={<StatusIcon status="available" />}
      label={t('Available')}
      figure={
        <Figure
          value={formatNumber(connectors.available)}
          unit={t('of {total} connectors', { total: formatNumber(connectors.total) })}
        />
      }
      segments={[
        { key: 'in use', value: connectors.in_use, className: statusTone('charging').solid },
        { key: 'available', value: connectors.available, className: statusTone('available').solid },
        { key: 'reserved', value: connectors.reserved, className: statusTone('reserved').solid },
        {
          key: 'offline',
          value: connectors.unavailable + connectors.offline,
          className: statusTone('unavailable').solid,
        },
        { key: 'faulted', value: connectors.faulted, className: statusTone('faulted').solid },
      ]}
      total={connectors.total}
      left={t('{inUse} in use, {reserved} reserved, {out} unavailable', {
        inUse: formatNumber(connectors.in_use),
        reserved: formatNumber(connectors.reserved),
        out: formatNumber(out),
      })}
    />
  )
}

function BrokenCard({ overview: { chargers, connectors, faulted, offline } }: { overview: Overview }) {
  const bad = connectors.faulted + connectors.offline
  const working = (1 - bad / Math.max(connectors.total, 1)) * 100
  return (
    <Kpi
      icon={<StatusIcon status={chargers.faulted + chargers.offline > 0 ? 'faulted' : 'available'} />}
      label={t('Faulted or offline')}
      figure={
        <>
          <Figure
            value={formatNumber(chargers.faulted)}
            unit={t('faulted')}
            className={chargers.faulted > 0 ? statusTone('faulted').text : ''}
          />
          <span className="w-2" />
          <Figure value={formatNumber(chargers.offline)} unit={t('offline')} />
        </>
      }
      segments={[
        {
          key: 'working',
          value: Math.max(0, connectors.total - bad),
          className: statusTone('available').solid,
        },
        { key: 'faulted', value: connectors.faulted, className: statusTone('faulted').solid },
        { key: 'offline', value: connectors.offline, className: statusTone('offline').solid },
      ]}
      total={connectors.total}
      left={t('{share} working', { share: formatPercent(working, working === 100 ? 0 : 1) })}
      right={<Names names={[...faulted, ...offline]} />}
    />
  )
}

function Names({ names }: { names: string[] }) {
  if (names.length === 0) return null
  const more = names.length - NAMED
  const named = names.slice(0, NAMED).join(', ')
  return (
    <Link href="/chargers?status=broken" className="hover:text-foreground hover:underline">
      {more > 0 ? t('{names} and {count} more', { names: named, count: formatNumber(more) }) : named}
    </Link>
  )
}

function EnergyCard({ overview }: { overview: Overview }) {
  const { energy_today_wh, energy_last_week_by_now_wh: byNow, energy_last_week_total_wh: inAll } = overview
  const { value, unit } = energyQuantity(energy_today_wh)
  return (
    <Kpi
      icon={<BatteryChargingIcon aria-hidden="true" className="size-4 text-chart-energy" />}
      label={t('Energy today')}
      figure={<Figure value={value} unit={unit} />}
      aside={
        <Trend now={energy_today_wh} before={byNow ?? null} title={t('Against the same time last week')} />
      }
      segments={[{ key: 'today', value: energy_today_wh, className: 'bg-chart-energy' }]}
      total={inAll ?? energy_today_wh}
      left={
        byNow == null || inAll == null
          ? t('Nothing to compare with yet')
          : t('Last {day}: {byNow} by now, {inAll} in all', {
              day: formatWeekdayName(new Date(), 'short'),
              byNow: formatEnergy(byNow),
              inAll: energyQuantity(inAll).value,
            })
      }
    />
  )
}

interface TrendProps {
  now: number
  before: number | null
  /** What it is compared with. */
  title: string
}

/** Against an earlier time. Neither direction is good or bad, so neither is red. */
export function Trend({ now, before, title }: TrendProps) {
  if (!before) return null
  const change = (now / before - 1) * 100
  const Icon = change >= 0 ? TrendingUpIcon : TrendingDownIcon
  return (
    <span
      title={title}
      className={cn(
        'flex items-center gap-1 text-xs font-semibold tabular-nums',
        change >= 0 ? 'text-chart-energy' : 'text-muted-foreground',
      )}
    >
      <Icon aria-hidden="true" className="size-4" />
      {change >= 0 ? '+' : '−'}
      {formatPercent(Math.abs(change), 1)}
    </span>
  )
}
