'use client'

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
  type TooltipContentProps,
} from 'recharts'

import { AXIS_WIDTH, AXIS_WIDTH_COMPACT, AxisUnit, TimeTick, ValueTick } from '@/components/charts/axis'
import { ChartTooltip } from '@/components/charts/chart-tooltip'
import { hourTicks, valueTicks } from '@/lib/chart-axes'
import { dayStart, powerRows, type PowerRow } from '@/lib/chart-data'
import { formatClock, formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'
import type { OverviewPower } from '@/lib/types'

interface PowerChartProps {
  data: OverviewPower
  now: number
  /** The power of this moment, which the figures beside the chart show too. */
  nowW: number
  /** The name of the compared day: "Last Thursday". */
  compareLabel: string
  /** Fewer ticks and no value label, for the phone. */
  compact?: boolean
}

const kw = (value: number) => `${formatNumber(value, 1)} kW`

/** Power over the whole day: today up to now, the same weekday last week, and the limit. */
export default function PowerChart({ data, now, nowW, compareLabel, compact = false }: PowerChartProps) {
  const rows = powerRows(data, { at: now, power_w: nowW })
  const start = dayStart(data.day)
  const end = dayStart(data.day, 1)
  const limit = data.limit_w == null ? null : data.limit_w / 1000
  const highest = Math.max(0, ...rows.flatMap(({ power, compare }) => [power ?? 0, compare ?? 0]))
  const ticks = valueTicks(highest, limit)
  const current = nowW / 1000
  const clock = (at: number) => (at === end ? '24:00' : formatClock(at))
  return (
    <div className="relative h-full min-h-0" role="img" aria-label={describe(data, nowW, limit)}>
      <AxisUnit side="left" compact={compact}>
        kW
      </AxisUnit>
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={rows}
          margin={{ top: compact ? 26 : 38, right: compact ? 0 : 14, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <PowerGradients rows={rows} limit={limit} />
          <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
          <XAxis
            dataKey="x"
            type="number"
            domain={[start, end]}
            ticks={hourTicks(start, end, compact ? 6 : 3)}
            interval={0}
            tickLine={false}
            axisLine={false}
            height={20}
            tick={<TimeTick start={start} end={end} format={clock} />}
          />
          <YAxis
            domain={[0, ticks.at(-1) ?? 1]}
            ticks={ticks}
            interval={0}
            tickLine={false}
            axisLine={false}
            width={compact ? AXIS_WIDTH_COMPACT : AXIS_WIDTH}
            tick={<ValueTick limit={limit} />}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--chart-compare)' }}
            content={(props) => <PowerTooltip {...props} compareLabel={compareLabel} />}
          />
          <Line
            dataKey="compare"
            type="linear"
            stroke="var(--chart-compare)"
            strokeWidth={1.25}
            strokeDasharray="2 3"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
          <Area
            dataKey="power"
            type="linear"
            stroke="url(#power-line)"
            strokeWidth={1.75}
            fill="url(#power-area)"
            activeDot={{ r: 3, fill: 'var(--charging)', stroke: 'var(--card)' }}
            isAnimationActive={false}
          />
          {limit !== null && (
            <LimitLine
              value={limit}
              label={t('Site limit {limit}', { limit: `${formatNumber(limit)} kW` })}
            />
          )}
          <ReferenceLine x={now} stroke="var(--charging)" strokeOpacity={0.4} />
          <ReferenceDot x={now} y={current} r={7} fill="var(--charging)" fillOpacity={0.2} stroke="none" />
          <ReferenceDot
            x={now}
            y={current}
            r={4}
            fill="var(--charging)"
            stroke="var(--card)"
            strokeWidth={1.5}
            label={
              compact ? undefined : (
                <NowLabel
                  text={t('{power} now', { power: kw(current) })}
                  flip={now > start + (end - start) * 0.8}
                />
              )
            }
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  )
}

export function LimitLine({ value, label, yAxisId }: { value: number; label: string; yAxisId?: string }) {
  return (
    <ReferenceLine
      y={value}
      {...(yAxisId && { yAxisId })}
      stroke="var(--foreground)"
      strokeOpacity={0.75}
      strokeWidth={1.25}
      strokeDasharray="6 4"
      label={{
        value: label,
        position: 'insideBottomRight',
        fontSize: 11,
        fontWeight: 500,
        fill: 'var(--foreground)',
        offset: 4,
      }}
    />
  )
}

/** The area's fade, and the line's colour, which turns above the limit. */
function PowerGradients({ rows, limit }: { rows: PowerRow[]; limit: number | null }) {
  const values = rows.flatMap(({ power }) => (power == null ? [] : [power]))
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const over = limit !== null && high > limit && high > low ? (high - limit) / (high - low) : 0
  return (
    <defs>
      {/* A bounding box without height has no gradient, so a flat line keeps user space. */}
      <linearGradient
        id="power-line"
        x1="0"
        y1="0"
        x2="0"
        y2={high > low ? 1 : 1000}
        gradientUnits={high > low ? 'objectBoundingBox' : 'userSpaceOnUse'}
      >
        <stop offset={Math.min(over, 1)} stopColor={over > 0 ? 'var(--faulted)' : 'var(--charging)'} />
        <stop offset={Math.min(over, 1)} stopColor="var(--charging)" />
      </linearGradient>
      <linearGradient id="power-area" x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor="var(--charging)" stopOpacity={0.22} />
        <stop offset="1" stopColor="var(--charging)" stopOpacity={0.02} />
      </linearGradient>
    </defs>
  )
}

interface LabelProps {
  text: string
  flip: boolean
  viewBox?: { x?: number; y?: number; width?: number; height?: number }
}

function NowLabel({ text, flip, viewBox }: LabelProps) {
  const width = text.length * 6 + 16
  const x = (viewBox?.x ?? 0) + (viewBox?.width ?? 0) / 2 + (flip ? -width - 10 : 9)
  const y = Math.max(14, (viewBox?.y ?? 0) - 24)
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect width={width} height={22} rx={4} fill="var(--primary)" />
      <text
        x={width / 2}
        y={15}
        textAnchor="middle"
        fontSize={11}
        fontWeight={600}
        fill="var(--primary-foreground)"
      >
        {text}
      </text>
    </g>
  )
}

type TooltipProps = Partial<TooltipContentProps> & { compareLabel: string }

function PowerTooltip({ active, payload, compareLabel }: TooltipProps) {
  const row = payload?.[0]?.payload as PowerRow | undefined
  if (!active || !row) return null
  const { power, compare } = row
  const difference = power != null && compare != null ? power - compare : null
  return (
    <ChartTooltip
      title={formatClock(row.x)}
      lines={[
        ...(power == null ? [] : [{ label: t('Today'), value: kw(power), className: 'bg-charging' }]),
        ...(compare == null
          ? []
          : [{ label: compareLabel, value: kw(compare), className: 'bg-chart-compare' }]),
      ]}
      note={
        difference === null
          ? null
          : t('{difference} against last week', {
              difference: `${difference >= 0 ? '+' : '−'}${kw(Math.abs(difference))}`,
            })
      }
    />
  )
}

function describe({ peak }: OverviewPower, nowW: number, limit: number | null): string {
  const high = peak?.power_w == null ? null : { power: kw(peak.power_w / 1000), time: formatClock(peak.at) }
  return t(
    'Power today: {now} now{peak, select, none {} other {, peak {peak} at {time}}}{limit, select, none {} other {, site limit {limit}}}',
    {
      now: kw(nowW / 1000),
      peak: high?.power ?? 'none',
      time: high?.time ?? '',
      limit: limit === null ? 'none' : `${formatNumber(limit)} kW`,
    },
  )
}
