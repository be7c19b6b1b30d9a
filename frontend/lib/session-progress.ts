import type { CurvePoint } from '@/lib/types'

const MINUTE = 60_000
const WINDOW_MS = 10 * MINUTE
const LONGEST_MIN = 12 * 60

interface Battery {
  /** Percent of the first sample of the session. */
  start: number
  now: number
  /** What the estimate aims at: most cars slow down at 80 %. */
  target: number
  /** At the pace of the last ten minutes; null while nobody can say. */
  minutes: number | null
}

/** How the car's battery is doing, as far as the charger reports it. */
export function batteryProgress(points: CurvePoint[], now: number | null): Battery | null {
  const samples = points.flatMap(({ at, soc_percent }) =>
    soc_percent === null ? [] : [{ at: Date.parse(at), soc: soc_percent }],
  )
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last) return null
  const current = now ?? last.soc
  const target = current < 80 ? 80 : 100
  const from = samples.find(({ at }) => last.at - at <= WINDOW_MS) ?? first
  const perMinute = ((last.soc - from.soc) / (last.at - from.at)) * MINUTE
  const minutes = perMinute > 0 ? Math.ceil((target - current) / perMinute) : null
  return {
    start: first.soc,
    now: current,
    target,
    minutes: minutes !== null && minutes > 0 && minutes <= LONGEST_MIN ? minutes : null,
  }
}
