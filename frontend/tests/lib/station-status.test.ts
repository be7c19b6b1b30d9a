import { describe, expect, it } from 'vitest'

import { stationSeverity, stationStatus, stationWords } from '@/lib/station-status'
import type { Station } from '@/lib/types'

import { stations } from '../fixtures/data.mjs'

const station = (change: Partial<Station>): Station => ({
  ...(stations[0] as Station),
  chargers_total: 4,
  chargers_online: 4,
  chargers_never_connected: 0,
  connectors_charging: 0,
  connectors_faulted: 0,
  ...change,
})

describe('a station', () => {
  it.each([
    [station({ connectors_faulted: 2, chargers_online: 3 }), 'faulted', '2 faulted, 1 offline'],
    [station({ connectors_faulted: 1 }), 'faulted', '1 faulted'],
    [station({ chargers_online: 1, connectors_charging: 1 }), 'offline', '3 offline'],
    [station({ connectors_charging: 2 }), 'charging', '2 charging'],
    [station({}), 'online', 'All online'],
    [station({ chargers_online: 0, chargers_never_connected: 4 }), 'never', '4 never seen'],
    [station({ chargers_online: 3, chargers_never_connected: 1 }), 'online', '3 online, 1 never seen'],
    [station({ chargers_online: 2, chargers_never_connected: 1 }), 'offline', '1 offline'],
    [station({ chargers_total: 0, chargers_online: 0 }), 'unknown', 'No charger'],
  ])('says the worst of its chargers: %#', (given, status, words) => {
    expect(stationStatus(given)).toBe(status)
    expect(stationWords(given)).toBe(words)
  })

  it('is sorted by how bad it is', () => {
    const [bad, good] = [station({ connectors_faulted: 1 }), station({})]
    expect(stationSeverity(bad)).toBeGreaterThan(stationSeverity(good))
  })
})
