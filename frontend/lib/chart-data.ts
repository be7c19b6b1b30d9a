import type { OverviewPower, PowerPoint } from '@/lib/types'

/** Pure arithmetic behind the charts: days laid over each other, sparklines. */

const MINUTE = 60_000

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
