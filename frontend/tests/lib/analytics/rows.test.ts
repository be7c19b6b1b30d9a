import { describe, expect, it } from 'vitest'

import {
  byKey,
  energyHours,
  firstDay,
  groupsOf,
  heatRows,
  heatStep,
  stackedRows,
  topGroups,
  usedHours,
} from '@/lib/analytics/rows'
import { HOUR } from '@/lib/analytics/spans'

const DAY = '2026-11-19T00:00:00Z'
const item = (key: string | null, wh: number, start = DAY) => ({
  start,
  key,
  label: key && `Station ${key}`,
  wh,
})
const wh = (one: { wh: number }) => one.wh

describe('groups', () => {
  const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((key, index) => item(key, index + 1))

  it('stand by size, the small ones together', () => {
    const groups = groupsOf(many, wh)
    expect(groups.map(({ key }) => key)).toEqual(['f', 'e', 'd', 'c', 'b', 'a'])
    expect(topGroups(groups)).toMatchObject([
      { key: 'f' },
      { key: 'e' },
      { key: 'd' },
      { key: 'c' },
      { key: 'others', total: 3 },
    ])
    expect(topGroups(groups.slice(0, 5))).toHaveLength(5)
  })

  it('fill every period, those too that the server leaves out', () => {
    const next = Date.parse(DAY) + HOUR
    const parts = topGroups(groupsOf(many, wh))
    expect(stackedRows(many, [Date.parse(DAY), next], parts, wh)).toEqual([
      { x: Date.parse(DAY), values: [6, 5, 4, 3, 3] },
      { x: next, values: [0, 0, 0, 0, 0] },
    ])
  })

  it('are added up over periods', () => {
    expect(byKey([item('a', 1), item('a', 2), item(null, 4)], ['wh'])).toEqual([
      { key: 'a', label: 'Station a', sums: { wh: 3 } },
      { key: '', label: '', sums: { wh: 4 } },
    ])
  })
})

describe('the week', () => {
  // A Thursday, wherever the reader is.
  const thursday = new Date(2026, 10, 19, 14).getTime()
  const iso = (at: number) => new Date(at).toISOString()

  it('has the mean of each hour that has passed', () => {
    const week = 7 * 24 * HOUR
    const span = { from: thursday, to: thursday + 2 * week }
    const hours = energyHours([{ start: iso(thursday), energy_wh: 10 }], span, thursday + week + 2 * HOUR)
    const cells = heatRows(hours)
    expect(cells[3]?.[14]).toEqual({ value: 5 })
    expect(cells[3]?.[13]).toEqual({ value: 0 })
  })

  it('says nothing of hours that have not come', () => {
    const cells = heatRows(energyHours([], { from: thursday, to: thursday + HOUR }, thursday + HOUR / 2))
    expect(cells.flat().every(({ value }) => value === null)).toBe(true)
  })

  it('is in use for a share of the time that is known', () => {
    const seconds = { charging_s: 1200, occupied_s: 600, connector_s: 7200, unknown_s: 3600 }
    expect(heatRows(usedHours([{ start: iso(thursday), ...seconds }]))[3]?.[14]).toEqual({ value: 50 })
  })

  it('begins with the first day of which anything is told', () => {
    const from = new Date(2026, 10, 1).getTime()
    expect(firstDay([{ start: iso(thursday) }], { from, to: thursday })).toBe(
      new Date(2026, 10, 19).getTime(),
    )
  })

  it('is drawn in five steps', () => {
    expect([0, 1, 50, 99, 100].map((value) => heatStep(value, 100))).toEqual([0, 0, 2, 4, 4])
    expect(heatStep(0, 0)).toBe(0)
  })
})
