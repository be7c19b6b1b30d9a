/** Pure arithmetic of charts that are drawn: scales, ticks, time axes, gaps. They are loaded late, and this with them. */

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
