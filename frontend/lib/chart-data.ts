import type { OverviewPower, PowerPoint } from '@/lib/types'

/** Pure arithmetic behind the charts: scales, ticks, alignment of two days, gaps. */

const MINUTE = 60_000
const NICE = [1, 2, 2.5, 5, 10]
const SPANS_MIN = [10, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 960, 1440]
const GAP_FACTOR = 3
const GAP_MIN_MS = 5 * MINUTE

function niceStep(max: number, count: number): number {
  const rough = max / count
  const size = 10 ** Math.floor(Math.log10(rough))
  return size * (NICE.find((step) => step * size >= rough) ?? 10)
}

/** Three or four gridlines from 0; a limit that falls between two of them takes the place of its neighbour. */
export function valueTicks(max: number, limit?: number | null): number[] {
  const top = Math.max(max, limit ?? 0)
  if (top <= 0) return [0, 1]
  const step = niceStep(top, 3)
  const ticks = Array.from({ length: Math.ceil(top / step - 1e-9) + 1 }, (_, index) => index * step)
  if (!limit) return ticks
  // With the limit as the highest thing to show, the axis ends there.
  const kept = ticks.filter((tick) => Math.abs(tick - limit) > step / 2 && (max > limit || tick < limit))
  return [...kept, limit].sort((a, b) => a - b)
}

/** Local midnight of a calendar day, in ms; `offset` days later. */
export function dayStart(day: string, offset = 0): number {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + offset).getTime()
}

export interface PowerRow {
  x: number
  power?: number | null
  compare?: number | null
}

/**
 * One row per moment; the compared day is laid over today by its wall clock. Powers in kW. `current` is where
 * today's line ends: the last bucket began some minutes ago.
 */
export function powerRows(data: OverviewPower, current?: { at: number; power_w: number }): PowerRow[] {
  const rows = new Map<number, PowerRow>()
  const row = (x: number) => {
    const found = rows.get(x) ?? { x }
    rows.set(x, found)
    return found
  }
  const kw = (watts: number | null | undefined) =>
    watts === null || watts === undefined ? null : watts / 1000
  const shift = data.compare_day ? dayStart(data.day) - dayStart(data.compare_day) : 0
  for (const { at, power_w } of data.points) row(Date.parse(at)).power = kw(power_w)
  for (const { at, power_w } of data.compare) row(Date.parse(at) + shift).compare = kw(power_w)
  if (current) row(current.at).power = current.power_w / 1000
  return [...rows.values()].sort((a, b) => a.x - b.x)
}

/** Every `hours` from the start to the end of the day, both included. */
export function hourTicks(start: number, end: number, hours: number): number[] {
  const step = hours * 60 * MINUTE
  return Array.from({ length: Math.round((end - start) / step) + 1 }, (_, index) =>
    Math.min(end, start + index * step),
  )
}

export interface SessionSample {
  at: string
  power_w: number | null
  energy_wh: number | null
}

export interface SessionRow {
  x: number
  power: number | null
  energy: number | null
}

/** Rows in kW and kWh; where samples stopped coming for a while an empty row breaks the line. */
export function sessionRows(samples: SessionSample[]): SessionRow[] {
  const rows = samples
    .map(({ at, power_w, energy_wh }) => ({
      x: Date.parse(at),
      power: power_w === null ? null : power_w / 1000,
      energy: energy_wh === null ? null : energy_wh / 1000,
    }))
    .sort((a, b) => a.x - b.x)
  const longest = Math.max(GAP_MIN_MS, medianStep(rows) * GAP_FACTOR)
  return rows.flatMap((row, index) => {
    const before = rows[index - 1]
    const gap = before !== undefined && row.x - before.x > longest
    return gap ? [{ x: before.x + 1, power: null, energy: null }, row] : [row]
  })
}

function medianStep(rows: { x: number }[]): number {
  const steps = rows.slice(1).map(({ x }, index) => x - (rows[index]?.x ?? x))
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0
}

/**
 * The time axis of a session. A running one gets room ahead, in steps, so that the curve does not rescale
 * with every sample; a finished one ends where it ended.
 */
export function sessionSpan(start: number, end: number, running: boolean): [number, number] {
  if (!running) return [start, Math.max(end, start + MINUTE)]
  const minutes = ((end - start) / MINUTE) * 1.15
  const span = SPANS_MIN.find((candidate) => candidate >= minutes) ?? Math.ceil(minutes / 1440) * 1440
  return [start, start + span * MINUTE]
}

/** `count` steps between start and end, both included. */
export function evenTicks(start: number, end: number, count: number): number[] {
  return Array.from({ length: count + 1 }, (_, index) => start + ((end - start) * index) / count)
}

/** An SVG path of a sparkline, 20 minutes wide, ending at the last sample; null without samples. */
export function sparklinePath(points: PowerPoint[], width: number, height: number) {
  const samples = points.flatMap(({ at, power_w }) =>
    power_w == null ? [] : [{ x: Date.parse(at), y: power_w }],
  )
  const end = samples.at(-1)?.x
  if (end === undefined) return null
  const start = end - 20 * MINUTE
  const top = Math.max(...samples.map(({ y }) => y), 1)
  const drawn = samples
    .filter(({ x }) => x >= start)
    .map(({ x, y }) => ({ x: ((x - start) / (end - start)) * width, y: height - (y / top) * height }))
  const line = drawn.map(({ x, y }, index) => `${index ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
  return { line, first: drawn[0] ?? { x: 0, y: height }, last: drawn.at(-1) ?? { x: width, y: height } }
}
