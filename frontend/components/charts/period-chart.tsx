'use client'

import {
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
  type TooltipContentProps,
} from 'recharts'

import { AXIS_TEXT, AXIS_WIDTH, AXIS_WIDTH_COMPACT, AxisUnit, ValueTick } from '@/components/charts/axis'
import { ChartTooltip } from '@/components/charts/chart-tooltip'
import { LimitLine } from '@/components/charts/power-chart'
import { valueTicks } from '@/lib/chart-axes'
import { formatNumber } from '@/lib/format'

export interface Series {
  label: string
  /** A CSS colour. */
  fill: string
}

export interface PeriodChartProps {
  /** A bar for each, its values in the order of the series. */
  rows: { x: number; values: number[] }[]
  series: Series[]
  /** The unit of the axis; none for what is counted. */
  unit: string
  /** What the chart says in a sentence, for a screen reader. */
  label: string
  /** Below the axis. */
  tick: (x: number) => string
  /** On top of the tooltip. */
  title: (x: number) => string
  /** A value with its unit. */
  format: (value: number) => string
  limit?: { value: number; label: string } | null
  /** Where the axis ends, when it does not follow the values. */
  top?: number
  compact?: boolean
}

/** Of a figure on the axis, of 11 px. */
const DIGIT = 7
const LABELS = 10
const LABELS_COMPACT = 4

/** A bar for each period, stacked where there is more than one series. */
export default function PeriodChart(props: PeriodChartProps) {
  const { rows, series, unit, label, tick, limit, top, compact = false } = props
  const highest = Math.max(0, ...rows.map(({ values }) => values.reduce((sum, value) => sum + value, 0)))
  const ticks = valueTicks(top ?? highest, limit?.value)
  const longest = Math.max(...ticks.map((value) => formatNumber(value).length))
  const width = Math.max(compact ? AXIS_WIDTH_COMPACT : AXIS_WIDTH, longest * DIGIT + 8)
  const every = Math.max(1, Math.ceil(rows.length / (compact ? LABELS_COMPACT : LABELS)))
  return (
    <div className="relative h-full min-h-0" role="img" aria-label={label}>
      <AxisUnit side="left" width={width}>
        {unit}
      </AxisUnit>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={rows}
          margin={{ top: 22, right: 4, bottom: 0, left: 0 }}
          barCategoryGap={rows.length > 40 ? '10%' : '22%'}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
          <XAxis
            dataKey="x"
            ticks={rows.filter((_, index) => index % every === 0).map(({ x }) => x)}
            interval={0}
            tickLine={false}
            axisLine={false}
            height={20}
            tick={AXIS_TEXT}
            tickFormatter={tick}
          />
          <YAxis
            domain={[0, ticks.at(-1) ?? 1]}
            ticks={ticks}
            interval={0}
            tickLine={false}
            axisLine={false}
            width={width}
            tick={<ValueTick limit={limit?.value ?? null} />}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--muted)' }}
            content={(tooltip) => <PeriodTooltip {...tooltip} chart={props} />}
          />
          {series.map(({ label: name, fill }, index) => (
            <Bar
              key={name}
              dataKey={(row: PeriodChartProps['rows'][number]) => row.values[index] ?? 0}
              name={name}
              stackId="all"
              fill={fill}
              maxBarSize={48}
              isAnimationActive={false}
            />
          ))}
          {limit && <LimitLine value={limit.value} label={limit.label} />}
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}

function PeriodTooltip({
  active,
  payload,
  chart: { series, title, format },
}: Partial<TooltipContentProps> & { chart: PeriodChartProps }) {
  const row = payload?.[0]?.payload as PeriodChartProps['rows'][number] | undefined
  if (!active || !row) return null
  const lines = series.map(({ label, fill }, index) => ({
    label,
    fill,
    value: format(row.values[index] ?? 0),
  }))
  return <ChartTooltip title={title(row.x)} lines={lines} />
}
