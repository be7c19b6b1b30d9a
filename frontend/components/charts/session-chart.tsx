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
import { LimitLine } from '@/components/charts/power-chart'
import {
  evenTicks,
  sessionRows,
  sessionSpan,
  valueTicks,
  type SessionRow,
  type SessionSample,
} from '@/lib/chart-axes'
import { formatClock, formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'

export interface SessionChartProps {
  samples: SessionSample[]
  startedAt: string
  /** Null while the session runs: the axis then keeps room ahead and the last values are named. */
  stoppedAt: string | null
  limitW?: number | null
  /** What the limit belongs to: "Connector limit". */
  limitLabel?: string
  /** Something that went wrong at a moment: "−0.41 kWh at stop". */
  mark?: { at: string; label: string } | null
  /** Fewer time ticks, for the phone and the sheet. */
  compact?: boolean
}

/** One session: power on the left axis, energy so far on the right. */
export default function SessionChart({
  samples,
  startedAt,
  stoppedAt,
  limitW,
  limitLabel = t('Connector limit'),
  mark,
  compact = false,
}: SessionChartProps) {
  const rows = sessionRows(samples)
  const running = stoppedAt === null
  const last = rows.at(-1)
  const [start, end] = sessionSpan(
    Date.parse(startedAt),
    Math.max(stoppedAt ? Date.parse(stoppedAt) : 0, last?.x ?? 0),
    running,
  )
  const limit = limitW == null ? null : limitW / 1000
  const energyTop = Math.max(0, ...rows.map(({ energy }) => energy ?? 0))
  // A charger that sends no power: the grid is the energy's then.
  const measured = limit !== null || rows.some(({ power }) => power !== null)
  const powerTicks = measured
    ? valueTicks(Math.max(0, ...rows.map(({ power }) => power ?? 0)), limit)
    : valueTicks(energyTop)
  const energyTicks = sameShare(powerTicks, energyTop)
  const common = { tickLine: false, axisLine: false, interval: 0 as const }
  return (
    <div className="relative h-full min-h-0" role="img" aria-label={describe(last)}>
      {measured && (
        <AxisUnit side="left" compact={compact}>
          kW
        </AxisUnit>
      )}
      <AxisUnit side="right" compact={compact}>
        kWh
      </AxisUnit>
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={rows}
          margin={{ top: 28, right: 0, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <defs>
            <linearGradient id="session-area" x1="0" y1="0" x2="0" y2="1">
              <stop offset="0" stopColor="var(--charging)" stopOpacity={0.2} />
              <stop offset="1" stopColor="var(--charging)" stopOpacity={0.02} />
            </linearGradient>
          </defs>
          <CartesianGrid vertical={false} stroke="var(--chart-grid)" yAxisId="power" />
          <XAxis
            {...common}
            dataKey="x"
            type="number"
            domain={[start, end]}
            ticks={evenTicks(start, end, compact ? 3 : 6)}
            height={20}
            tick={<TimeTick start={start} end={end} format={formatClock} />}
          />
          <YAxis
            {...common}
            yAxisId="power"
            domain={[0, powerTicks.at(-1) ?? 1]}
            ticks={powerTicks}
            width={compact ? AXIS_WIDTH_COMPACT : AXIS_WIDTH}
            tick={measured && <ValueTick limit={limit} />}
          />
          <YAxis
            {...common}
            yAxisId="energy"
            orientation="right"
            domain={[0, energyTicks.top]}
            ticks={energyTicks.ticks}
            width={compact ? AXIS_WIDTH_COMPACT : AXIS_WIDTH}
            tick={<ValueTick />}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--chart-compare)' }}
            content={(props) => <SessionTooltip {...props} />}
          />
          <Area
            yAxisId="power"
            dataKey="power"
            type="linear"
            stroke="var(--charging)"
            strokeWidth={1.75}
            fill="url(#session-area)"
            isAnimationActive={false}
          />
          <Line
            yAxisId="energy"
            dataKey="energy"
            type="linear"
            stroke="var(--chart-energy)"
            strokeWidth={1.75}
            dot={false}
            isAnimationActive={false}
          />
          {limit !== null && (
            <LimitLine yAxisId="power" value={limit} label={`${limitLabel} ${formatNumber(limit)} kW`} />
          )}
          {mark && (
            <ReferenceLine
              yAxisId="power"
              x={Date.parse(mark.at)}
              stroke="var(--suspended)"
              strokeDasharray="3 3"
              label={{
                value: mark.label,
                position: 'insideRight',
                fontSize: 11,
                fontWeight: 600,
                fill: 'var(--suspended)',
              }}
            />
          )}
          {running && last && lastDots(last, (powerTicks.at(-1) ?? 1) / energyTicks.top)}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  )
}

/** A running session's two last values, each beside its dot; the higher one's name above the other's. */
function lastDots({ x, power, energy }: SessionRow, powerPerEnergy: number) {
  const up = (energy ?? 0) * powerPerEnergy >= (power ?? 0) ? -7 : 7
  const label = (value: string, fill: string, dy: number) => ({
    value,
    position: 'right' as const,
    fontSize: 11,
    fontWeight: 600,
    fill,
    dy,
  })
  const dot = { r: 3.5, stroke: 'var(--card)', strokeWidth: 1.5 }
  return [
    energy !== null && (
      <ReferenceDot
        key="energy"
        {...dot}
        yAxisId="energy"
        x={x}
        y={energy}
        fill="var(--chart-energy)"
        label={label(`${formatNumber(energy, 1)} kWh`, 'var(--chart-energy)', up)}
      />
    ),
    power !== null && (
      <ReferenceDot
        key="power"
        {...dot}
        yAxisId="power"
        x={x}
        y={power}
        fill="var(--charging)"
        label={label(`${formatNumber(power, 1)} kW`, 'var(--charging)', -up)}
      />
    ),
  ]
}

/** Energy ticks on the same gridlines as power, so that one grid serves both axes. */
function sameShare(powerTicks: number[], energy: number): { ticks: number[]; top: number } {
  const own = valueTicks(energy)
  const top = powerTicks.at(-1) ?? 1
  const step = own[1] ?? 1
  const powerStep = powerTicks[1] ?? 1
  // As many energy steps as there are power steps, so that tick n of both lies on gridline n.
  const needed = Math.max(1, Math.ceil((energy * powerStep) / (top * step)))
  const energyTop = (step * needed * top) / powerStep
  const ticks = own.map((tick) => tick * needed).filter((tick) => tick < energyTop * 0.95)
  return { ticks, top: energyTop }
}

function SessionTooltip({ active, payload }: Partial<TooltipContentProps>) {
  const row = payload?.[0]?.payload as SessionRow | undefined
  if (!active || !row) return null
  const { power, energy } = row
  return (
    <ChartTooltip
      title={formatClock(row.x)}
      lines={[
        ...(power === null
          ? []
          : [{ label: t('Power'), value: `${formatNumber(power, 1)} kW`, className: 'bg-charging' }]),
        ...(energy === null
          ? []
          : [{ label: t('Energy'), value: `${formatNumber(energy, 1)} kWh`, className: 'bg-chart-energy' }]),
      ]}
    />
  )
}

function describe(last: SessionRow | undefined): string {
  if (!last) return t('Power and energy of the session: no samples yet')
  const power = last.power === null ? '' : `${formatNumber(last.power, 1)} kW`
  const energy = last.energy === null ? '' : `${formatNumber(last.energy, 1)} kWh`
  return t('Power and energy of the session: {values} at {time}', {
    values: [power, energy].filter(Boolean).join(', '),
    time: formatClock(last.x),
  })
}
