import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { STORED_MS } from '@/lib/late-readings'
import { applyLiveEvent } from '@/lib/live-updates'
import type { Charger } from '@/lib/types'

import { chargers } from '../fixtures/data.mjs'

const LIST = ['get', '/api/admin/chargers', {}]
const ONE = ['get', '/api/admin/chargers/{id}', { params: { path: { id: 'ch-CP-0001' } } }]

describe('for a second the server answers without a reading that it has told of', () => {
  let client: QueryClient
  const send = (name: string, data: unknown) => applyLiveEvent(client, name, JSON.stringify(data))
  const inList = () => client.getQueryData<{ items: Charger[] }>(LIST)?.items[0]

  const reading = {
    transaction_id: 'tx',
    charger_id: 'ch-CP-0001',
    connector_id: 1,
    at: '2026-11-19T11:27:05Z',
    energy_wh: null,
    soc_percent: null,
    current_a: null,
    voltage_v: null,
  }
  const answer = () => {
    client.setQueryData(LIST, { items: chargers, next_cursor: null })
    client.setQueryData(ONE, chargers[0])
  }

  beforeEach(() => {
    vi.useFakeTimers()
    client = new QueryClient()
    answer()
  })

  afterEach(() => {
    client.clear()
    vi.useRealTimers()
  })

  it('shows it nevertheless, the newest of each connector', async () => {
    send('transaction.metered', { ...reading, power_w: 7_100 })
    send('transaction.metered', { ...reading, power_w: 7_300 })
    answer()
    await vi.advanceTimersByTimeAsync(STORED_MS)
    expect(inList()?.connectors[0]?.power_w).toBe(7_300)
    expect(client.getQueryData<Charger>(ONE)?.connectors[0]?.power_w).toBe(7_300)
  })

  it.each([
    ['connector.updated', { charger_id: 'ch-CP-0001', connector: { connector_id: 1, power_w: null } }],
    ['transaction.updated', { id: 'tx', charger_id: 'ch-CP-0001', connector_id: 1, state: 'completed' }],
  ])('but not after a later %s', async (name, data) => {
    send('transaction.metered', { ...reading, power_w: 7_300 })
    send(name, data)
    answer()
    await vi.advanceTimersByTimeAsync(STORED_MS)
    expect(inList()).toEqual(chargers[0])
  })

  it('nor one of no transaction, which no answer has', async () => {
    send('transaction.metered', { ...reading, transaction_id: null, power_w: 7_300 })
    answer()
    await vi.advanceTimersByTimeAsync(STORED_MS)
    expect(inList()).toEqual(chargers[0])
  })
})
