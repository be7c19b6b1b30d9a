'use client'

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
  type TooltipContentProps,
} from 'recharts'

import { AXIS_WIDTH, AXIS_WIDTH_COMPACT, AxisUnit, TimeTick, ValueTick } from '@/components/charts/axis'
import { ChartTooltip } from '@/components/charts/chart-tooltip'
import { limitText } from '@/components/schedules/limit-words'
import { valueTicks } from '@/lib/chart-axes'
import { formatClock, formatDay, formatNumber, formatWeekday } from '@/lib/format'
import { t } from '@/lib/i18n'
import { spanTicks, stepRows, type CurveRow, type RateUnit, type Span, type Step } from '@/lib/schedule-curve'

export interface ScheduleChartProps {
  /** What it shows, for who cannot see it. */
  label: string
  unit: RateUnit
  span: Span
  limits: Step[]
  /** What the charger says of itself. */
  reported?: Step[] | null
  /** Marks this moment; without one the time counts from the start of a session. */
  now: number | null
  compact?: boolean
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Limits over time, as steps: what we know beside what the charger says. */
export default function ScheduleChart(props: ScheduleChartProps) {
  const { label, unit, span, limits, reported = null, now, compact = false } = props
  const scale = unit === 'W' ? 1000 : 1
  const rows = stepRows({ limits, ...(reported && { reported }) }, span).map((row) => scaled(row, scale))
  const top = Math.max(0, ...rows.flatMap(({ limits: ours, reported: theirs }) => [ours ?? 0, theirs ?? 0]))
  const ticks = valueTicks(top)
  const time = timeFormat(span, now)
  const common = { tickLine: false, axisLine: false, interval: 0 as const }
  const line = { type: 'linear' as const, dot: false, activeDot: false, isAnimationActive: false }
  return (
    <div className="relative h-full min-h-0" role="img" aria-label={label}>
      <AxisUnit side="left" compact={compact}>
        {unit === 'W' ? 'kW' : 'A'}
      </AxisUnit>
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={rows}
          margin={{ top: 22, right: 18, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
          <XAxis
            {...common}
            dataKey="x"
            type="number"
            domain={[span.begin, span.end]}
            ticks={spanTicks(
              span,
              compact ? 4 : 8,
              now === null ? 0 : new Date(span.begin).setHours(0, 0, 0, 0),
            )}
            height={20}
            tick={<TimeTick start={span.begin} end={span.end} format={time} />}
          />
          <YAxis
            {...common}
            domain={[0, ticks.at(-1) ?? 1]}
            ticks={ticks}
            width={compact ? AXIS_WIDTH_COMPACT : AXIS_WIDTH}
            tick={<ValueTick />}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--chart-compare)' }}
            content={(shown) => <StepTooltip {...shown} unit={unit} scale={scale} relative={now === null} />}
          />
          <Area
            {...line}
            dataKey="limits"
            stroke="var(--foreground)"
            strokeOpacity={0.75}
            strokeWidth={1.75}
            fill="var(--foreground)"
            fillOpacity={0.06}
          />
          {reported && (
            <Line
              {...line}
              dataKey="reported"
              stroke="var(--charging)"
              strokeWidth={1.75}
              strokeDasharray="5 4"
            />
          )}
          {now !== null && now >= span.begin && now <= span.end && (
            <ReferenceLine
              x={now}
              stroke="var(--charging)"
              strokeOpacity={0.6}
              label={<NowLabel flip={now > span.begin + (span.end - span.begin) * 0.9} />}
            />
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  )
}

const scaled = (row: CurveRow, scale: number): CurveRow => ({
  ...(Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, value === null ? null : value / scale]),
  ) as CurveRow),
  x: row.x,
})

/** "18:00"; over several days the day as well; of a session how long it runs by then. */
function timeFormat({ begin, end }: Span, now: number | null): (at: number) => string {
  if (now === null) return (at) => `${formatNumber(at / HOUR, at % HOUR === 0 ? 0 : 1)} h`
  if (end - begin <= 1.5 * DAY) return (at) => formatClock(at)
  return end - begin <= 8 * DAY ? (at) => formatWeekday(at) : (at) => formatDay(at)
}

function NowLabel({ flip, viewBox }: { flip: boolean; viewBox?: { x?: number; y?: number } }) {
  return (
    <text
      x={(viewBox?.x ?? 0) + (flip ? -4 : 4)}
      y={(viewBox?.y ?? 0) - 6}
      textAnchor={flip ? 'end' : 'start'}
      fontSize={11}
      fontWeight={500}
      fill="var(--charging)"
    >
      {t('now')}
    </text>
  )
}

interface StepTooltipProps extends Partial<TooltipContentProps> {
  unit: RateUnit
  scale: number
  relative: boolean
}

function StepTooltip({ active, payload, unit, scale, relative }: StepTooltipProps) {
  const row = payload?.[0]?.payload as CurveRow | undefined
  if (!active || !row) return null
  const line = (key: string, label: string, className: string) => {
    const value = row[key]
    if (value === undefined) return []
    return [{ label, className, value: limitText(value === null ? null : value * scale, unit) }]
  }
  const hours = t('{hours} h after the start', { hours: formatNumber(row.x / HOUR, 1) })
  return (
    <ChartTooltip
      title={relative ? hours : `${formatWeekday(row.x)}, ${formatClock(row.x)}`}
      lines={[
        ...line('limits', t('Limit'), 'bg-foreground/75'),
        ...line('reported', t('By the charger’s own word'), 'bg-charging'),
      ]}
    />
  )
}
