import { HOUR, midnight, type Span } from '@/lib/analytics/spans'

/** From what the server answers to what charts draw. Pure. */

interface Item {
  start: string
  key: string | null
  label: string | null
}

export interface Row {
  x: number
  values: number[]
}

export interface Group {
  key: string
  label: string | null
  total: number
}

const NO_KEY = ''
export const OTHERS = 'others'
const TOP = 4

/** Groups by their sums, most first. */
export function groupsOf<I extends Item>(items: I[], value: (item: I) => number): Group[] {
  const groups = new Map<string, Group>()
  for (const item of items) {
    const key = item.key ?? NO_KEY
    const group = groups.get(key) ?? { key, label: item.label ?? item.key, total: 0 }
    groups.set(key, { ...group, total: group.total + value(item) })
  }
  return [...groups.values()].sort((a, b) => b.total - a.total)
}

/** The largest groups by themselves, the rest together: more than these nobody tells apart in a bar. */
export function topGroups(groups: Group[]): Group[] {
  if (groups.length <= TOP + 1) return groups
  const total = groups.slice(TOP).reduce((sum, group) => sum + group.total, 0)
  return [...groups.slice(0, TOP), { key: OTHERS, label: null, total }]
}

/** A row for each period, with a value for each group; the server leaves out what is nothing. */
export function stackedRows<I extends Item>(
  items: I[],
  starts: number[],
  groups: Group[],
  value: (item: I) => number,
): Row[] {
  const place = new Map(groups.map(({ key }, index) => [key, index]))
  const rows = new Map(starts.map((x) => [x, { x, values: groups.map(() => 0) }]))
  for (const item of items) {
    const row = rows.get(Date.parse(item.start))
    const index = place.get(item.key ?? NO_KEY) ?? place.get(OTHERS)
    if (row && index !== undefined) row.values[index] = (row.values[index] ?? 0) + value(item)
  }
  return [...rows.values()]
}

/** Items of several periods added up by their key. */
export function byKey<I extends Item, Field extends keyof I>(
  items: I[],
  fields: readonly Field[],
): { key: string; label: string; sums: Record<Field, number> }[] {
  const rows = new Map<string, { key: string; label: string; sums: Record<Field, number> }>()
  for (const item of items) {
    const key = item.key ?? NO_KEY
    const nothing = Object.fromEntries(fields.map((field) => [field, 0])) as Record<Field, number>
    const row = rows.get(key) ?? { key, label: item.label ?? '', sums: nothing }
    for (const field of fields) row.sums[field] += Number(item[field])
    rows.set(key, row)
  }
  return [...rows.values()]
}

export interface HeatCell {
  /** Null: no such hour has passed yet, or nothing is known of it. */
  value: number | null
}

const mondayFirst = (at: number): number => (new Date(at).getDay() + 6) % 7

/** Seven days of 24 hours, Monday first. `part` over `whole` of all such hours. */
export function heatRows(hours: { at: number; part: number; whole: number }[]): HeatCell[][] {
  const sums = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => ({ part: 0, whole: 0 })))
  for (const { at, part, whole } of hours) {
    const cell = sums[mondayFirst(at)]?.[new Date(at).getHours()]
    if (!cell) continue
    cell.part += part
    cell.whole += whole
  }
  return sums.map((day) => day.map(({ part, whole }) => ({ value: whole > 0 ? part / whole : null })))
}

/** Where the first day begins of which anything is told: before it there was nobody to tell. */
export function firstDay(items: { start: string }[], { from }: Span): number {
  const first = Math.min(...items.map(({ start }) => Date.parse(start)))
  return Math.max(from, midnight(first))
}

/** Every hour from `from` that has passed, each with the energy that the server tells of it. */
export function energyHours(items: { start: string; energy_wh: number }[], { from, to }: Span, now: number) {
  const energy = new Map(items.map(({ start, energy_wh }) => [Date.parse(start), energy_wh]))
  const hours = []
  for (let at = from; at + HOUR <= Math.min(to, now); at += HOUR) {
    hours.push({ at, part: energy.get(at) ?? 0, whole: 1 })
  }
  return hours
}

/** Of the known time of connectors, that in which they were in use; as percent. */
export const usedHours = (
  items: {
    start: string
    charging_s: number
    occupied_s: number
    connector_s: number
    unknown_s: number
  }[],
) =>
  items.map(({ start, charging_s, occupied_s, connector_s, unknown_s }) => ({
    at: Date.parse(start),
    part: 100 * (charging_s + occupied_s),
    whole: connector_s - unknown_s,
  }))

/** 0 to 4: how strongly a value is drawn, in fifths of the highest. */
export const heatStep = (value: number, highest: number): number =>
  highest <= 0 || value <= 0 ? 0 : Math.min(4, Math.floor((value / highest) * 5))
