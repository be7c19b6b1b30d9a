import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { applyLiveEvent } from '@/lib/live-updates'
import type { Charger, Job, LiveSessions, Transaction } from '@/lib/types'

import { chargers, idTags, sessions, stations } from '../fixtures/data.mjs'
import { aJob } from '../fixtures/firmware'

const LIST = ['get', '/api/admin/chargers', { params: { query: { limit: 200 } } }]
const PLAIN = ['get', '/api/admin/chargers', { params: { query: { limit: 8 } } }]
const ONE = ['get', '/api/admin/chargers/{id}', { params: { path: { id: 'ch-CP-0001' } } }]
const OVERVIEW = ['get', '/api/admin/overview', { params: { query: { tz: 'Europe/Berlin' } } }]

const sample = {
  transaction_id: null,
  at: '2026-11-19T11:27:05Z',
  energy_wh: null,
  soc_percent: null,
  current_a: null,
  voltage_v: null,
}

interface Pages {
  pages: { items: Charger[] }[]
}

describe('applyLiveEvent', () => {
  let client: QueryClient
  const send = (name: string, data: unknown) => applyLiveEvent(client, name, JSON.stringify(data))
  const inList = (id: string) =>
    client
      .getQueryData<Pages>(LIST)
      ?.pages.flatMap(({ items }) => items)
      .find((charger) => charger.id === id)

  beforeEach(() => {
    vi.useFakeTimers()
    client = new QueryClient()
    client.setQueryData(LIST, {
      pages: [
        { items: chargers.slice(0, 20), next_cursor: 'x' },
        { items: chargers.slice(20, 40), next_cursor: null },
      ],
      pageParams: [undefined, 'x'],
    })
    client.setQueryData(PLAIN, { items: chargers.slice(0, 8), next_cursor: null })
    client.setQueryData(ONE, chargers[0])
    client.setQueryData(OVERVIEW, { power_w: 1 })
  })

  afterEach(() => {
    client.clear()
    vi.useRealTimers()
  })

  it('puts a charger into every list, every page and its own query', () => {
    send('charger.updated', { ...chargers[0], online: false })
    expect(inList('ch-CP-0001')?.online).toBe(false)
    expect(client.getQueryData<{ items: Charger[] }>(PLAIN)?.items[0]?.online).toBe(false)
    expect(client.getQueryData<Charger>(ONE)?.online).toBe(false)
  })

  it('leaves lists and pages of others as they are, also for whoever watches them', () => {
    const before = client.getQueryData<Pages>(LIST)
    const told = vi.fn()
    const unsubscribe = new QueryObserver(client, { queryKey: PLAIN, staleTime: Infinity }).subscribe(told)
    const updated = client.getQueryState(PLAIN)?.dataUpdatedAt
    vi.advanceTimersByTime(1_000)
    send('message.logged', { charger_id: 'ch-CP-0021', count: 1, last_at: '2026-11-19T11:30:00Z' })
    const after = client.getQueryData<Pages>(LIST)
    expect(after?.pages[0]).toBe(before?.pages[0])
    expect(inList('ch-CP-0021')?.last_seen_at).toBe('2026-11-19T11:30:00Z')
    expect(after?.pages[1]?.items[1]).toBe(before?.pages[1]?.items[1])
    expect(client.getQueryState(PLAIN)?.dataUpdatedAt).toBe(updated)
    expect(told).not.toHaveBeenCalled()
    unsubscribe()
  })

  it('counts id tags anew, and asks again for lists of a state', () => {
    const invalidated = vi.spyOn(client, 'invalidateQueries')
    const blocked = ['get', '/api/admin/id-tags', { params: { query: { blocked: true } } }]
    client.setQueryData(blocked, { items: idTags.slice(11), next_cursor: null })
    send('id_tag.updated', { ...idTags[11], blocked: false })
    vi.advanceTimersByTime(5_000)
    const keys = invalidated.mock.calls.map(([filters]) => filters?.queryKey)
    expect(keys).toContainEqual(blocked)
    expect(keys).toContainEqual(['get', '/api/admin/id-tags/summary'])
  })

  it('asks for stations the more seldom, the more pages they are', () => {
    const invalidated = vi.spyOn(client, 'invalidateQueries')
    const page = { items: stations, next_cursor: 'x' }
    const key = ['get', '/api/admin/stations', {}]
    client.setQueryData(key, { pages: [page, page, page], pageParams: [null, 'x', 'y'] })
    send('charger.updated', chargers[0])
    const asked = () => invalidated.mock.calls.filter(([filters]) => filters?.queryKey?.[1] === key[1]).length
    vi.advanceTimersByTime(14_000)
    expect(asked()).toBe(0)
    vi.advanceTimersByTime(2_000)
    expect(asked()).toBe(1)
  })

  it('asks for refused connections again, the more seldom the more pages they are', () => {
    const invalidated = vi.spyOn(client, 'invalidateQueries')
    const page = { items: [{ id: 'r' }], next_cursor: 'x' }
    const key = ['get', '/api/admin/refusals']
    client.setQueryData([...key, 'one'], { items: page.items, next_cursor: null })
    client.setQueryData([...key, 'many'], { pages: [page, page], pageParams: [null, 'x'] })
    send('refusal.recorded', { charge_point_id: 'c', cause: 'blocked' })
    const asked = () =>
      invalidated.mock.calls.flatMap(([filters]) => (filters?.exact ? [filters.queryKey?.[2]] : []))
    vi.advanceTimersByTime(3_000)
    expect(asked()).toEqual(['one'])
    vi.advanceTimersByTime(3_000)
    expect(asked()).toEqual(['one', 'many'])
  })

  it('leaves the others and the old objects alone', () => {
    const before = inList('ch-CP-0002')
    send('charger.updated', { ...chargers[0], online: false })
    expect(inList('ch-CP-0002')).toBe(before)
    expect(chargers[0]?.online).toBe(true)
  })

  it('asks the server about a charger that no list knows, once for many events', async () => {
    const invalidate = vi.spyOn(client, 'invalidateQueries')
    for (let index = 0; index < 20; index += 1) send('charger.updated', { ...chargers[47], power_w: index })
    await vi.advanceTimersByTimeAsync(2_500)
    const asked = invalidate.mock.calls.map(([filters]) => filters?.queryKey)
    expect(asked.filter((key) => key?.[1] === '/api/admin/chargers')).toEqual([LIST, PLAIN])
    expect(asked.filter((key) => key?.[1] === '/api/admin/overview')).toHaveLength(1)
  })

  it('does not read ten thousand chargers again because a search has not found one', async () => {
    const invalidate = vi.spyOn(client, 'invalidateQueries')
    send('charger.updated', { ...chargers[20], power_w: 1 })
    await vi.advanceTimersByTimeAsync(2_500)
    const asked = invalidate.mock.calls.map(([filters]) => filters)
    expect(asked).toContainEqual({ queryKey: PLAIN, exact: true })
    expect(asked.filter((filters) => filters?.queryKey?.[1] === '/api/admin/chargers')).toHaveLength(1)
  })

  it('asks seldom for a page of many: most events are about others', async () => {
    client.setQueryData(PLAIN, { items: chargers.slice(0, 8), next_cursor: 'x' })
    const invalidate = vi.spyOn(client, 'invalidateQueries')
    const asked = () => invalidate.mock.calls.filter(([filters]) => filters?.queryKey === PLAIN).length
    send('charger.updated', { ...chargers[20], power_w: 1 })
    await vi.advanceTimersByTimeAsync(2_500)
    expect(asked()).toBe(0)
    await vi.advanceTimersByTimeAsync(2_600)
    expect(asked()).toBe(1)
  })

  it('asks again for the chargers in a state when a connector is in another', async () => {
    const faulted = ['get', '/api/admin/chargers', { params: { query: { status: 'faulted' } } }]
    client.setQueryData(faulted, { items: [], next_cursor: null })
    const invalidate = vi.spyOn(client, 'invalidateQueries')
    const connector = { ...chargers[0]?.connectors[0], status: 'Faulted' }
    send('connector.updated', { charger_id: 'ch-CP-0001', connector })
    await vi.advanceTimersByTimeAsync(2_500)
    const lists = invalidate.mock.calls.map(([filters]) => filters?.queryKey)
    expect(lists).toContainEqual(faulted)
    expect(lists).not.toContainEqual(PLAIN)
  })

  it('does not begin a list again whose next page is on its way', async () => {
    client.setQueryData<Pages>(LIST, (list) => list && { ...list, pages: list.pages.slice(0, 1) })
    const invalidate = vi.spyOn(client, 'invalidateQueries')
    send('charger.updated', { ...chargers[30], power_w: 1 })
    await vi.advanceTimersByTimeAsync(2_500)
    expect(invalidate.mock.calls.map(([filters]) => filters?.queryKey)).not.toContainEqual(LIST)
  })

  it('takes a deleted one out', () => {
    send('charger.deleted', { id: 'ch-CP-0021' })
    expect(inList('ch-CP-0021')).toBeUndefined()
  })

  it('changes one connector, and adds one that was not known', () => {
    const connector = chargers[0]?.connectors[0]
    send('connector.updated', { charger_id: 'ch-CP-0001', connector: { ...connector, status: 'Faulted' } })
    send('connector.updated', { charger_id: 'ch-CP-0001', connector: { ...connector, connector_id: 3 } })
    expect(inList('ch-CP-0001')?.connectors.map(({ status }) => status)).toEqual([
      'Faulted',
      'Available',
      'Available',
    ])
  })

  it('moves the numbers of a session, its connector and its transaction with a sample', () => {
    const key = ['get', '/api/admin/overview/sessions', { params: { query: { limit: 8 } } }]
    const own = ['get', '/api/admin/transactions/{id}', { params: { path: { id: 'tx-18388' } } }]
    client.setQueryData(key, { total: 8, items: sessions })
    client.setQueryData(own, sessions[2]?.transaction)
    send('transaction.metered', {
      transaction_id: 'tx-18388',
      charger_id: 'ch-CP-0007',
      connector_id: 1,
      at: '2026-11-19T11:27:05Z',
      power_w: 51_000,
      energy_wh: 31_800,
      soc_percent: 55,
      current_a: 130,
      voltage_v: 392,
    })
    const session = client.getQueryData<LiveSessions>(key)?.items[2]
    expect(session).toMatchObject({ power_w: 51_000, soc_percent: 55, transaction: { energy_wh: 31_800 } })
    expect(session?.sparkline.at(-1)).toEqual({ at: '2026-11-19T11:27:05Z', power_w: 51_000 })
    expect(inList('ch-CP-0007')?.connectors[0]).toMatchObject({
      power_w: 51_000,
      current_a: 130,
      energy_wh: 31_800,
    })
    expect(client.getQueryData<Transaction>(own)?.energy_wh).toBe(31_800)
  })

  it('adds up what a charger draws', () => {
    send('transaction.metered', { ...sample, charger_id: 'ch-CP-0011', connector_id: 2, power_w: 4_000 })
    expect(inList('ch-CP-0011')?.power_w).toBe(21_700 + 4_000)
  })

  it('asks for the counts of stations when a charger changes', async () => {
    const invalidate = vi.spyOn(client, 'invalidateQueries')
    const queryKey = ['get', '/api/admin/stations', {}]
    client.setQueryData(queryKey, { items: stations, next_cursor: null })
    send('charger.updated', { ...chargers[0], online: false })
    await vi.advanceTimersByTimeAsync(5_500)
    expect(invalidate).toHaveBeenCalledWith({ queryKey, exact: true })
    expect(invalidate).toHaveBeenCalledWith({ queryKey: ['get', '/api/admin/stations/{id}'] })
  })

  it('keeps reservations and unknown tags current', async () => {
    const reservations = ['get', '/api/admin/reservations', {}]
    const unknown = ['get', '/api/admin/unknown-tags', {}]
    client.setQueryData(reservations, { items: [{ id: 'r1', state: 'requested' }] })
    client.setQueryData(unknown, { items: [{ id: 'u1' }] })
    const invalidate = vi.spyOn(client, 'invalidateQueries')
    send('reservation.updated', { id: 'r1', state: 'active' })
    send('unknown_tag.deleted', { id: 'u1' })
    send('unknown_tag.presented', { id_tag: '04FFEE' })
    expect(client.getQueryData(reservations)).toEqual({ items: [{ id: 'r1', state: 'active' }] })
    expect(client.getQueryData(unknown)).toEqual({ items: [] })
    await vi.advanceTimersByTimeAsync(2_500)
    expect(invalidate).toHaveBeenCalledWith({ queryKey: ['get', '/api/admin/unknown-tags'] })
  })

  it('keeps a session as it is when a sample belongs to none', () => {
    const before = client.getQueryData(LIST)
    send('transaction.metered', { transaction_id: null, charger_id: 'ch-?', connector_id: 1, energy_wh: 1 })
    expect(client.getQueryData(LIST)).toEqual(before)
  })

  it('takes a message for a sign of life', () => {
    send('message.logged', { charger_id: 'ch-CP-0001', count: 3, last_at: '2026-11-19T12:00:00Z' })
    expect(inList('ch-CP-0001')?.last_seen_at).toBe('2026-11-19T12:00:00Z')
  })

  it('knows stations and id tags', () => {
    const tags = ['get', '/api/admin/id-tags', {}]
    const places = ['get', '/api/admin/stations', {}]
    const map = ['get', '/api/admin/stations/map']
    client.setQueryData(map, { items: stations })
    client.setQueryData(tags, { items: idTags })
    client.setQueryData(places, { items: stations })
    send('id_tag.updated', { ...idTags[0], blocked: true })
    send('station.deleted', { id: 'st-1' })
    expect(client.getQueryData<{ items: { blocked: boolean }[] }>(tags)?.items[0]?.blocked).toBe(true)
    expect(client.getQueryData<{ items: unknown[] }>(places)?.items).toHaveLength(8)
    expect(client.getQueryData<{ items: unknown[] }>(map)?.items).toHaveLength(8)
  })

  it('refetches everything after a gap', () => {
    const invalidate = vi.spyOn(client, 'invalidateQueries')
    send('reset', {})
    expect(invalidate).toHaveBeenCalledWith({})
  })

  describe('while an answer is on its way', () => {
    const STATIONS = ['get', '/api/admin/stations', {}]
    const [known, added] = stations
    let server: unknown[]
    let answer: () => void

    const look = () => {
      const queryFn = () => {
        const items = [...server]
        return new Promise((resolve) => (answer = () => resolve({ items })))
      }
      new QueryObserver(client, { queryKey: STATIONS, queryFn }).subscribe(() => undefined)
    }
    const answered = async (ms = 0) => {
      answer()
      await vi.advanceTimersByTimeAsync(ms)
    }
    const shown = () => client.getQueryData<{ items: { id: string; name: string }[] }>(STATIONS)?.items

    beforeEach(() => (server = [known]))

    it('asks again when the first answer does not know what was added since', async () => {
      look()
      server.push(added)
      send('station.updated', added)
      await answered(2_500)
      await answered()
      expect(shown()).toEqual([known, added])
    })

    it('does not let an older answer put the old version back', async () => {
      client.setQueryData(STATIONS, { items: [known] })
      look()
      send('station.updated', { ...known, name: 'New name' })
      await answered()
      expect(shown()?.[0]?.name).toBe('New name')
    })

    it('does not let an older answer bring a deleted one back', async () => {
      look()
      send('station.deleted', { id: known?.id })
      await answered()
      expect(shown()).toEqual([])
    })

    it('asks again after a gap, also for what was on its way', async () => {
      look()
      server.push(added)
      send('reset', {})
      await answered()
      await answered()
      expect(shown()).toEqual([known, added])
    })
  })

  it('moves a job on, and certificates with it', () => {
    const JOBS = ['get', '/api/admin/firmware/jobs', { params: { query: { limit: 50 } } }]
    const CERTIFICATES = ['get', '/api/admin/certificates', { params: { query: { limit: 200 } } }]
    client.setQueryData(JOBS, { items: [aJob({ state: 'downloading' })], next_cursor: null })
    client.setQueryData(CERTIFICATES, {
      pages: [{ items: [{ id: 'z', state: 'issued' }] }],
      pageParams: [null],
    })
    send('job.updated', aJob({ state: 'installed' }))
    send('certificate.updated', { id: 'z', state: 'in_use' })
    expect(client.getQueryData<{ items: Job[] }>(JOBS)?.items[0]?.state).toBe('installed')
    expect(JSON.stringify(client.getQueryData(CERTIFICATES))).toContain('in_use')
  })

  it('asks again for the roots of a charger that was given or denied one', () => {
    const ask = vi.spyOn(client, 'invalidateQueries')
    send('command.updated', { id: 'x', charger_id: 'ch-CP-0001', action: 'DeleteCertificate' })
    vi.advanceTimersByTime(0)
    expect(JSON.stringify(ask.mock.calls)).toContain('/certificates/installed')
  })

  it('does nothing with an event of a newer server', () => {
    const before = client.getQueryData(LIST)
    send('charger.dreamt', { id: 'ch-CP-0001' })
    send('toString', {})
    expect(client.getQueryData(LIST)).toBe(before)
  })

  it.each([
    ['security_event.recorded', { id: '1' }, '/api/admin/security-events'],
    ['violation.recorded', { charger_id: 'c1', count: 1, last_at: '' }, '/api/admin/violations'],
    [
      'violation.recorded',
      { charger_id: 'c1', count: 1, last_at: '' },
      '/api/admin/chargers/{id}/conformance',
    ],
    ['refusal.recorded', { charge_point_id: 'c', cause: 'blocked' }, '/api/admin/refusals/summary'],
    [
      'command.updated',
      { id: 'x', charger_id: 'c1', action: 'SetChargingProfile' },
      '/api/admin/charging-profiles/summary',
    ],
    ['attention.updated', { count: 1 }, '/api/admin/transactions/quarantined/summary'],
    ['drift.updated', { charger_id: 'c1' }, '/api/admin/configuration-drift'],
    ['drift.updated', { charger_id: 'c1' }, '/api/admin/configuration-drift/summary'],
    ['certificate.updated', { id: 'z' }, '/api/admin/certificates/summary'],
    ['firmware.updated', { id: '1' }, '/api/admin/firmware'],
    ['webhook.updated', { id: '1' }, '/api/admin/webhooks/{id}/deliveries'],
    ['notifications.updated', {}, '/api/admin/notifications'],
    ['audit.updated', {}, '/api/admin/audit'],
  ])('reads again what %s is about, once for many', async (name, data, path) => {
    const invalidate = vi.spyOn(client, 'invalidateQueries')
    for (let times = 0; times < 3; times += 1) send(name, data)
    await vi.advanceTimersByTimeAsync(6_000)
    const asked = invalidate.mock.calls.filter(([filters]) => filters?.queryKey?.[1] === path)
    expect(asked).toHaveLength(1)
  })
})
