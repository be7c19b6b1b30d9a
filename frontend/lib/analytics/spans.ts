import { dayStart } from '@/lib/chart-data'

/** Which time analytics are of, and by which periods the server may be asked for it (docs/analytics.md). Pure. */

export const SPANS = ['7d', '30d', 'month', 'last-month', 'year', 'own'] as const
export type SpanName = (typeof SPANS)[number]

export const INTERVALS = ['hour', 'day', 'month'] as const
export type Interval = (typeof INTERVALS)[number]

export type Kind = 'energy' | 'sessions' | 'utilisation' | 'uptime' | 'power'

/** From `from` to before `to`, in ms; both are midnights here, but for the end of what is compared. */
export interface Span {
  from: number
  to: number
}

export const HOUR = 3_600_000
export const DAY = 24 * HOUR
/** Energy is known to the quarter of an hour. */
const QUARTER = HOUR / 4

const LONG = { hour: 32, day: 750, month: 7500 }
const OCCUPANCY = { hour: 8, day: 400, month: 1900 }
const LONGEST_DAYS: Record<Kind, Record<Interval, number>> = {
  energy: LONG,
  sessions: LONG,
  utilisation: OCCUPANCY,
  uptime: OCCUPANCY,
  power: { hour: 32, day: 32, month: 7500 },
}
const MOST_ITEMS = 10_000
/** The longest that every question can be about. */
export const MOST_DAYS = OCCUPANCY.month

/** Local midnight, `days` after the day of a moment. */
export function midnight(moment: number, days = 0): number {
  const date = new Date(moment)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime()
}

function firstOfMonth(moment: number, months = 0): number {
  const date = new Date(moment)
  return new Date(date.getFullYear(), date.getMonth() + months, 1).getTime()
}

const firstOfYear = (moment: number, years = 0): number =>
  new Date(new Date(moment).getFullYear() + years, 0, 1).getTime()

/** The days of the address, "2026-11-19", both included; what cannot be read is the last 30 days. */
function ownSpan(now: number, first: string | null, last: string | null): Span {
  const to = last ? dayStart(last, 1) : midnight(now, 1)
  const from = first ? dayStart(first) : midnight(to, -30)
  if (Number.isNaN(from) || Number.isNaN(to) || from >= to) return spanOf('30d', now)
  return { from: Math.max(from, midnight(to, -MOST_DAYS + 1)), to }
}

export function spanOf(
  name: SpanName,
  now: number,
  first: string | null = null,
  last: string | null = null,
): Span {
  const tomorrow = midnight(now, 1)
  switch (name) {
    case '7d':
      return { from: midnight(now, -6), to: tomorrow }
    case '30d':
      return { from: midnight(now, -29), to: tomorrow }
    case 'month':
      return { from: firstOfMonth(now), to: tomorrow }
    case 'last-month':
      return { from: firstOfMonth(now, -1), to: firstOfMonth(now) }
    case 'year':
      return { from: firstOfYear(now), to: tomorrow }
    case 'own':
      return ownSpan(now, first, last)
  }
}

/** The span before, as far into it as this one is now: half a week is compared with half a week. */
export function spanBefore(name: SpanName, span: Span, now: number): Span {
  const from = startBefore(name, span)
  const gone = Math.floor((Math.min(now, span.to) - span.from) / QUARTER) * QUARTER
  const to = now >= span.to ? span.from : Math.min(from + gone, span.from)
  return { from, to: Math.max(to, from + QUARTER) }
}

function startBefore(name: SpanName, { from, to }: Span): number {
  if (name === 'month' || name === 'last-month') return firstOfMonth(from, -1)
  if (name === 'year') return firstOfYear(from, -1)
  return midnight(from, -Math.round((to - from) / DAY))
}

/** Where the periods of a span begin; the first is cut off where the span begins. */
export function periodStarts({ from, to }: Span, interval: Interval): number[] {
  const starts: number[] = []
  for (let at = from; at < to; at = after(at, interval)) starts.push(at)
  return starts
}

function after(at: number, interval: Interval): number {
  if (interval === 'hour') return at + HOUR
  return interval === 'day' ? midnight(at, 1) : firstOfMonth(at, 1)
}

/** By which periods the server may be asked, finest first; `groups` is what each period is divided by. */
export function intervalsFor(kind: Kind, span: Span, groups = 1): Interval[] {
  const days = (span.to - span.from) / DAY
  return INTERVALS.filter(
    (interval) => days <= LONGEST_DAYS[kind][interval] && periodCount(days, interval) * groups <= MOST_ITEMS,
  )
}

const periodCount = (days: number, interval: Interval): number =>
  Math.ceil(interval === 'hour' ? days * 24 : interval === 'day' ? days : days / 28) + 1

/** The wished interval, or the next longer one that the server answers; null: not even by the month. */
export function intervalFor(kind: Kind, span: Span, wished: Interval, groups = 1): Interval | null {
  const longEnough = INTERVALS.slice(INTERVALS.indexOf(wished))
  return longEnough.find((interval) => intervalsFor(kind, span, groups).includes(interval)) ?? null
}

/** What reads well without being asked for: some 7 to 60 bars. */
export function usualInterval({ from, to }: Span): Interval {
  const days = (to - from) / DAY
  if (days <= 2.1) return 'hour'
  return days <= 93 ? 'day' : 'month'
}

/** The last days of a span, as many as the server tells by the hour, and nothing that is still to come. */
export function lastDaysByHour(kind: Kind, { from, to }: Span, now: number): Span {
  const end = Math.min(to, midnight(now, 1))
  // One day less than the most: a day in which clocks change has 25 hours.
  return { from: Math.max(from, midnight(end, 1 - LONGEST_DAYS[kind].hour)), to: end }
}
