/**
 * How numbers and times are written (one place, unit tested). Thousands follow the reader's locale,
 * dates are written day first with a 24 h clock, and no number leaves here without its unit.
 */
import { dateLocale, numberLocale, t } from '@/lib/i18n'

/** A figure and its unit, kept apart so that the unit can be set one weight lighter. */
export interface Quantity {
  value: string
  unit: string
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export function formatNumber(value: number, digits = 0): string {
  // -0.0 is what a charger's rounding leaves; nobody wants to read it.
  const clean = Math.abs(value) < 0.5 * 10 ** -digits ? 0 : value
  return clean.toLocaleString(numberLocale(), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}

const text = ({ value, unit }: Quantity) => `${value} ${unit}`

/** Watts in: kW with one decimal, W between nothing and 1 kW. */
export function powerQuantity(watts: number): Quantity {
  const size = Math.abs(watts)
  if (size >= 0.5 && size < 999.5) return { value: formatNumber(watts), unit: 'W' }
  return { value: formatNumber(watts / 1000, 1), unit: 'kW' }
}

export const formatPower = (watts: number): string => text(powerQuantity(watts))

/** A limit, which people have chosen: "600 kW", "22.5 kW". */
export const formatLimit = (watts: number): string =>
  `${formatNumber(watts / 1000, watts % 1000 === 0 ? 0 : 1)} kW`

/** Watt-hours in: kWh with one decimal, whole kWh from 1,000. */
export function energyQuantity(wattHours: number): Quantity {
  const kwh = wattHours / 1000
  return { value: formatNumber(kwh, Math.abs(kwh) >= 999.95 ? 0 : 1), unit: 'kWh' }
}

export const formatEnergy = (wattHours: number): string => text(energyQuantity(wattHours))

/** As evidence, to the digits that count: "35.33 kWh". */
export const formatKilowattHours = (wattHours: number, digits: number): string =>
  `${formatNumber(wattHours / 1000, digits)} kWh`

/** A meter's register, as evidence: whole Wh. */
export const formatRegister = (wattHours: number): string => `${formatNumber(wattHours)} Wh`

/** Bytes of a file: "312 B", "4.0 KiB", "512.0 MiB", as the server counts them. */
export function formatBytes(bytes: number): string {
  const power = Math.min(3, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
  const unit = ['B', 'KiB', 'MiB', 'GiB'][power] ?? 'B'
  return `${formatNumber(bytes / 1024 ** power, power === 0 ? 0 : 1)} ${unit}`
}

export const formatPercent = (percent: number, digits = 0): string => `${formatNumber(percent, digits)} %`

/** "24 min", "1 h 54 min", "2 h 04 min"; seconds only below a minute. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return `${minutes} min`
  return `${formatNumber(Math.floor(minutes / 60))} h ${String(minutes % 60).padStart(2, '0')} min`
}

/** A running clock, to the second: "9 s", "2 min 14 s", "1 h 02 min". */
export function formatElapsed(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  if (whole < 60 || whole >= 3600) return formatDuration(whole)
  return `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** A command's step after its first: "+0.4 s", "+38 s", "+2 min". */
export function formatStep(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000
  if (seconds < 10) return `+${formatNumber(seconds, 1)} s`
  return `+${formatDuration(seconds)}`
}

/** A format for dates, made once for each language. */
function part(options: Intl.DateTimeFormatOptions) {
  const made = new Map<string, Intl.DateTimeFormat>()
  return (): Intl.DateTimeFormat => {
    const locale = dateLocale()
    const format = made.get(locale) ?? new Intl.DateTimeFormat(locale, options)
    made.set(locale, format)
    return format
  }
}

const clock = part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const clockSeconds = part({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
const dayMonth = part({ day: 'numeric', month: 'short' })
const dayMonthYear = part({ day: 'numeric', month: 'short', year: 'numeric' })
const weekdayDayMonth = part({ weekday: 'short', day: 'numeric', month: 'short' })
const longDay = part({ weekday: 'long', day: 'numeric', month: 'long' })
const weekday = { long: part({ weekday: 'long' }), short: part({ weekday: 'short' }) }
const monthYear = part({ month: 'long', year: 'numeric' })
const zone = part({ timeZoneName: 'short', hour: '2-digit' })

type When = Date | string | number

const toDate = (when: When) => (when instanceof Date ? when : new Date(when))

export const formatClock = (when: When): string => clock().format(toDate(when))
export const formatClockSeconds = (when: When): string => clockSeconds().format(toDate(when))

/** As in the message log: "12:26:59.512". */
export function formatClockMilliseconds(when: When): string {
  const date = toDate(when)
  return `${clockSeconds().format(date)}.${String(date.getMilliseconds()).padStart(3, '0')}`
}

export function isSameDay(a: When, b: When): boolean {
  return toDate(a).toDateString() === toDate(b).toDateString()
}

/** "19 Nov", with the year when it is another one. */
export function formatDay(when: When, now: When = new Date()): string {
  const date = toDate(when)
  return (date.getFullYear() === toDate(now).getFullYear() ? dayMonth() : dayMonthYear()).format(date)
}

/** A point in time in a table: "12:21" today, "11 Nov, 06:12" before. */
export function formatTime(when: When, now: When = new Date()): string {
  const date = toDate(when)
  return isSameDay(date, now) ? formatClock(date) : `${formatDay(date, now)}, ${formatClock(date)}`
}

/** How long ago, below an hour ("1 s", "12 min"); otherwise the time itself. */
export function formatSince(when: When, now: When = new Date()): string {
  const age = toDate(now).getTime() - toDate(when).getTime()
  return age < HOUR ? formatDuration(Math.max(0, age) / 1000) : formatTime(when, now)
}

/** In a sentence: "1 s ago", "12 min ago", "at 06:12", "on 11 Nov, 06:12". */
export function formatAgo(when: When, now: When = new Date()): string {
  const age = toDate(now).getTime() - toDate(when).getTime()
  if (age < HOUR) return t('{span} ago', { span: formatSince(when, now) })
  const time = formatTime(when, now)
  return isSameDay(when, now) ? t('at {time}', { time }) : t('on {time}', { time })
}

/** A long span in whole days: "8 days"; shorter ones as a duration. */
export function formatSpan(milliseconds: number): string {
  const days = Math.floor(milliseconds / DAY)
  if (days < 1) return formatDuration(milliseconds / 1000)
  return t('{days, plural, one {# day} other {# days}}', { days })
}

/** On hover: "Thu, 19 Nov 2026, 12:27:03 CET". */
export function formatExact(when: When): string {
  const date = toDate(when)
  const name =
    zone()
      .formatToParts(date)
      .find(({ type }) => type === 'timeZoneName')?.value ?? ''
  return `${formatWeekday(date)} ${date.getFullYear()}, ${formatClockSeconds(date)} ${name}`.trim()
}

/** "Thu 19 Nov". */
export const formatWeekday = (when: When): string => weekdayDayMonth().format(toDate(when)).replace(',', '')

/** "Thursday", "Thu". */
export const formatWeekdayName = (when: When, style: keyof typeof weekday = 'long'): string =>
  weekday[style]().format(toDate(when))

/** "November 2026". */
export const formatMonth = (when: When): string => monthYear().format(toDate(when))

/** Heading of a day's rows: "Today, Thursday 19 November". */
export function formatDayHeading(when: When, now: When = new Date()): string {
  const date = toDate(when)
  const day = longDay().format(date).replace(',', '')
  if (isSameDay(date, now)) return t('Today, {day}', { day })
  if (isSameDay(date, toDate(now).getTime() - DAY)) return t('Yesterday, {day}', { day })
  return day
}

/** "1 connector", "23 connectors", "1,204 chargers". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`
}
