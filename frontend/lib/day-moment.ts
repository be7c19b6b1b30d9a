import { dayStart } from '@/lib/chart-data'

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A calendar day of the address, "2026-11-19", `offset` days on -> the moment at which it begins here, or null. */
export const dayMoment = (day: string | null, offset: number): string | null =>
  day && DAY.test(day) ? new Date(dayStart(day, offset)).toISOString() : null

/** The local calendar day of a moment: "2026-11-19". */
export function dayName(moment: number): string {
  const date = new Date(moment)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
