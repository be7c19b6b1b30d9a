import { describe, expect, it } from 'vitest'

import { evenTicks, hourTicks, sessionRows, sessionSpan, valueTicks } from '@/lib/chart-axes'
import { dayStart } from '@/lib/chart-data'

const MINUTE = 60_000
const START = Date.parse('2026-11-19T11:00:00Z')
const at = (minutes: number) => new Date(START + minutes * MINUTE).toISOString()

describe('valueTicks', () => {
  it.each([
    [444, 600, [0, 200, 400, 600]],
    [119, 150, [0, 50, 100, 150]],
    [22, null, [0, 10, 20, 30]],
    [0, null, [0, 1]],
    [0.4, null, [0, 0.2, 0.4]],
  ])('of %d with limit %s', (max, limit, ticks) => {
    const shown = valueTicks(max, limit)
    expect(shown).toHaveLength(ticks.length)
    shown.forEach((tick, index) => expect(tick).toBeCloseTo(ticks[index] ?? NaN))
  })

  it('always shows the limit and never two ticks on top of each other', () => {
    for (let limit = 1; limit < 900; limit += 7) {
      const ticks = valueTicks(limit * 0.7, limit)
      expect(ticks).toContain(limit)
      expect(ticks.at(-1)).toBe(limit)
      ticks.slice(1).forEach((tick, index) => expect(tick - (ticks[index] ?? 0)).toBeGreaterThan(limit / 12))
    }
  })

  it('reaches above a limit that was broken', () => {
    expect(valueTicks(700, 600).at(-1)).toBeGreaterThan(700)
  })
})

describe('time axes', () => {
  it('ends a day at the next midnight', () => {
    const [start, end] = [dayStart('2026-11-19'), dayStart('2026-11-19', 1)]
    expect(new Date(start).toISOString()).toBe('2026-11-18T23:00:00.000Z')
    expect(hourTicks(start, end, 3)).toHaveLength(9)
    expect(hourTicks(start, end, 3).at(-1)).toBe(end)
  })

  it('gives a running session room ahead, in steps', () => {
    expect(sessionSpan(START, START + 24 * MINUTE, true)).toEqual([START, START + 30 * MINUTE])
    expect(sessionSpan(START, START + 25 * MINUTE, true)).toEqual([START, START + 30 * MINUTE])
    expect(sessionSpan(START, START + 30 * MINUTE, false)).toEqual([START, START + 30 * MINUTE])
    expect(sessionSpan(START, START, false)[1]).toBeGreaterThan(START)
    expect(sessionSpan(START, START + 3000 * MINUTE, true)[1]).toBeGreaterThan(START + 3000 * MINUTE)
  })

  it('divides evenly', () => expect(evenTicks(0, 30, 3)).toEqual([0, 10, 20, 30]))
})

describe('sessionRows', () => {
  const sample = (minutes: number) => ({ at: at(minutes), power_w: 11_000, energy_wh: 500 })

  it('turns into kW and kWh, in order', () => {
    expect(sessionRows([sample(1), sample(0)])).toEqual([
      { x: START, power: 11, energy: 0.5 },
      { x: START + MINUTE, power: 11, energy: 0.5 },
    ])
  })

  it('breaks the line where samples stopped coming', () => {
    const rows = sessionRows([sample(0), sample(1), sample(2), sample(30), sample(31)])
    expect(rows.filter(({ power }) => power === null)).toHaveLength(1)
    expect(rows[3]).toEqual({ x: START + 2 * MINUTE + 1, power: null, energy: null })
  })

  it('does not take a slow but steady charger for gaps', () => {
    const rows = sessionRows([0, 15, 30, 45].map(sample))
    expect(rows).toHaveLength(4)
  })
})
