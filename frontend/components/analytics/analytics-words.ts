import type { Interval, SpanName } from '@/lib/analytics/spans'
import { formatClock, formatDay, formatDuration, formatNumber, formatPercent } from '@/lib/format'
import { dateLocale, msg, t } from '@/lib/i18n'
import type { GroupBy } from '@/lib/queries/analytics'

export const SPAN_WORDS: Record<SpanName, string> = msg({
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  month: 'This month',
  'last-month': 'Last month',
  year: 'This year',
  own: 'Own dates',
})

export const INTERVAL_WORDS: Record<Interval, string> = msg({ hour: 'Hour', day: 'Day', month: 'Month' })

/** Under a section's title: by what it is divided. */
export const BY_WORDS: Record<Interval, string> = msg({ hour: 'By hour', day: 'By day', month: 'By month' })

export const GROUP_WORDS: Record<GroupBy, string> = msg({
  none: 'Not divided',
  station: 'By station',
  charger: 'By charger',
  id_tag: 'By id tag',
})

const monthName = (at: number) =>
  new Intl.DateTimeFormat(dateLocale(), { month: 'short', year: 'numeric' }).format(at)

/** "Nov"; a year begins with its number: "Jan 26". */
const shortMonth = (at: number) =>
  new Intl.DateTimeFormat(dateLocale(), {
    month: 'short',
    ...(new Date(at).getMonth() === 0 && { year: '2-digit' }),
  }).format(at)

/** Below an axis. */
export function tickWords(interval: Interval): (at: number) => string {
  if (interval === 'month') return shortMonth
  if (interval === 'day') return (at) => formatDay(at)
  return (at) => (new Date(at).getHours() === 0 ? formatDay(at) : formatClock(at))
}

/** A period by its name: "19 Nov, 14:00", "19 Nov", "Nov 2026". */
export function periodWords(interval: Interval): (at: number) => string {
  if (interval === 'month') return monthName
  if (interval === 'hour') return (at) => t('{day}, {time}', { day: formatDay(at), time: formatClock(at) })
  return tickWords(interval)
}

/** A share; what is nearly all or nearly nothing is not rounded to it. */
export function shareWords(percent: number | null | undefined): string {
  if (percent == null) return t('Unknown')
  const rounded = Math.round(percent * 10) / 10
  const whole = rounded === 100 || rounded === 0
  return formatPercent(percent, whole && percent !== rounded ? 3 : whole ? 0 : 1)
}

const MANY_S = 10 * 3600

/** A sum of many spans: whole hours, once there are many. */
export const hoursWords = (seconds: number): string =>
  seconds < MANY_S ? formatDuration(seconds) : `${formatNumber(seconds / 3600)} h`
