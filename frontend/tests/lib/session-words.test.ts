import { describe, expect, it } from 'vitest'

import {
  byMonth,
  durationMs,
  placeDetail,
  placeName,
  sessionNote,
  soFar,
} from '@/components/me/session-words'
import type { MyTransaction } from '@/lib/types'

export const SESSION: MyTransaction = {
  id: 'tx-1',
  charge_point_id: 'CP-0038',
  connector_id: 1,
  station_name: 'Hafenpark Depot',
  id_tag: 'ADA-1',
  meter_start: 0,
  meter_stop: null,
  energy_wh: 40_600,
  power_w: 86_100,
  soc_percent: 68,
  started_at: '2026-11-19T11:00:00Z',
  stopped_at: null,
  stop_reason: null,
  state: 'active',
}
const NOW = Date.parse('2026-11-19T11:24:00Z')

describe('a session in a driver’s words', () => {
  it('says where: the station with the charger, or the charger alone', () => {
    expect([placeName(SESSION), placeDetail(SESSION)]).toEqual(['Hafenpark Depot', 'CP-0038, connector 1'])
    const alone = { ...SESSION, station_name: null }
    expect([placeName(alone), placeDetail(alone)]).toEqual(['CP-0038', 'connector 1'])
    expect(placeDetail({ ...alone, connector_id: null })).toBe('')
  })

  it('says how much in how long', () => {
    expect(soFar(SESSION, NOW)).toBe('40.6 kWh in 24 min')
    expect(soFar({ ...SESSION, energy_wh: null }, NOW)).toBe('No energy yet in 24 min')
    expect(durationMs({ ...SESSION, stopped_at: '2026-11-19T11:10:00Z' }, NOW)).toBe(600_000)
  })

  it('speaks up only where something was not as it should be', () => {
    expect(sessionNote({ ...SESSION, state: 'completed' })).toBeNull()
    expect(sessionNote({ ...SESSION, state: 'suspect' })).toMatch(/do not fit/)
    expect(sessionNote({ ...SESSION, state: 'force_closed' })).toMatch(/did not report its end/)
  })

  it('keeps the order and groups by month', () => {
    const at = (started_at: string) => ({ started_at })
    const months = byMonth([
      at('2026-11-19T11:00:00Z'),
      at('2026-11-02T11:00:00Z'),
      at('2026-10-15T11:00:00Z'),
    ])
    expect(months.map(({ month, sessions }) => [month, sessions.length])).toEqual([
      ['November 2026', 2],
      ['October 2026', 1],
    ])
    expect(byMonth([])).toEqual([])
  })
})
