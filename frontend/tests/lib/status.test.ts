import { describe, expect, it } from 'vitest'

import {
  chargerStatus,
  connectorStatus,
  connectorStatusTitle,
  idTagStatus,
  transactionStatus,
} from '@/lib/status'

describe('status', () => {
  it('lets offline outrank what a connector last said', () => {
    expect(connectorStatus('Charging', false)).toBe('offline')
    expect(connectorStatus('Charging', true)).toBe('charging')
  })

  it('gives both suspensions one badge and says which it is', () => {
    expect(connectorStatus('SuspendedEV', true)).toBe('suspended')
    expect(connectorStatus('SuspendedEVSE', true)).toBe('suspended')
    expect(connectorStatusTitle('SuspendedEV')).toBe('Suspended by the car')
    expect(connectorStatusTitle('SuspendedEVSE')).toBe('Suspended by the charger')
  })

  it('calls unknown what it does not know', () => {
    expect(connectorStatus('Occupied', true)).toBe('unknown')
    expect(transactionStatus('?')).toBe('unknown')
  })

  it('tells a charger that never came from one that left', () => {
    expect(chargerStatus({ online: false, last_seen_at: null })).toBe('never')
    expect(chargerStatus({ online: false, last_seen_at: '2026-11-19T11:00:00Z' })).toBe('offline')
  })

  it('blocks before it expires', () => {
    const now = Date.parse('2026-11-19T11:00:00Z')
    expect(idTagStatus({ blocked: true, expires_at: '2026-01-01T00:00:00Z' }, now)).toBe('blocked')
    expect(idTagStatus({ blocked: false, expires_at: '2026-01-01T00:00:00Z' }, now)).toBe('expired')
    expect(idTagStatus({ blocked: false, expires_at: null }, now)).toBe('active')
  })
})
