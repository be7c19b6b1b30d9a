import { describe, expect, it } from 'vitest'

import { batteryProgress } from '@/lib/session-progress'

const START = Date.parse('2026-11-19T11:00:00Z')
const point = (minute: number, soc_percent: number | null) => ({
  at: new Date(START + minute * 60_000).toISOString(),
  power_w: null,
  energy_wh: null,
  soc_percent,
})

describe('batteryProgress', () => {
  it('estimates by the pace of the last ten minutes, not of the whole session', () => {
    const points = [point(0, 21), point(10, 50), point(20, 60)]
    expect(batteryProgress(points, 60)).toEqual({ start: 21, now: 60, target: 80, minutes: 20 })
  })

  it('aims at a full battery from 80 % on', () => {
    expect(batteryProgress([point(0, 70), point(10, 80)], 80)).toMatchObject({ target: 100, minutes: 20 })
  })

  it('estimates nothing where nothing moves', () => {
    expect(batteryProgress([point(0, 70), point(10, 70)], 70)?.minutes).toBeNull()
    expect(batteryProgress([point(0, 70)], 70)?.minutes).toBeNull()
  })

  it('is null for a car that does not say', () => {
    expect(batteryProgress([point(0, null)], null)).toBeNull()
  })
})
