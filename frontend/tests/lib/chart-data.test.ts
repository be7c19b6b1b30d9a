import { describe, expect, it } from 'vitest'

import { powerRows, sparklinePath } from '@/lib/chart-data'

const MINUTE = 60_000
const START = Date.parse('2026-11-19T11:00:00Z')
const at = (minutes: number) => new Date(START + minutes * MINUTE).toISOString()

describe('powerRows', () => {
  const base = { step_s: 300, peak: null, limit_w: null, now_w: 0 }

  it('lays last week over today by the wall clock', () => {
    const rows = powerRows({
      ...base,
      day: '2026-11-19',
      points: [{ at: '2026-11-19T11:00:00Z', power_w: 2000 }],
      compare_day: '2026-11-12',
      compare: [{ at: '2026-11-12T11:00:00Z', power_w: 1000 }],
    })
    expect(rows).toEqual([{ x: Date.parse('2026-11-19T11:00:00Z'), power: 2, compare: 1 }])
  })

  it('still does so when the clocks changed in between', () => {
    // Berlin left summer time on 25 October 2026: 12:00 was 10:00 UTC a week before, 11:00 UTC after.
    const [row] = powerRows({
      ...base,
      day: '2026-10-26',
      points: [{ at: '2026-10-26T11:00:00Z', power_w: 2000 }],
      compare_day: '2026-10-19',
      compare: [{ at: '2026-10-19T10:00:00Z', power_w: 1000 }],
    })
    expect(row).toMatchObject({ power: 2, compare: 1 })
  })

  it('keeps a gap a gap', () => {
    const [row] = powerRows({
      ...base,
      day: '2026-11-19',
      points: [{ at: '2026-11-19T11:00:00Z', power_w: null }],
      compare_day: null,
      compare: [],
    })
    expect(row?.power).toBeNull()
  })
})

describe('sparklinePath', () => {
  it('is nothing without samples', () => {
    expect(sparklinePath([], 60, 15)).toBeNull()
    expect(sparklinePath([{ at: at(0), power_w: null }], 60, 15)).toBeNull()
  })

  it('shows the last 20 minutes, scaled to their own maximum', () => {
    const points = [-15, 0, 10, 20].map((minutes, index) => ({ at: at(minutes), power_w: index * 1000 }))
    const path = sparklinePath(points, 60, 15)
    expect(path?.first).toEqual({ x: 0, y: 10 })
    expect(path?.last).toEqual({ x: 60, y: 0 })
    expect(path?.line).toBe('M0.0 10.0L30.0 5.0L60.0 0.0')
  })

  it('lies on the ground when nothing flows', () => {
    expect(sparklinePath([{ at: at(0), power_w: 0 }], 60, 15)?.last).toEqual({ x: 60, y: 15 })
  })
})
