import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import { createElement, type ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { GROUP_MS, LiveGroups } from '@/lib/live-groups'

import { stations } from '../fixtures/data.mjs'

const KEY = ['get', '/api/admin/stations', {}]
const [station] = stations

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function watched() {
  const client = new QueryClient()
  client.setQueryData(KEY, { items: [station] })
  const drawn = vi.fn()
  const wrapper = ({ children }: { children: ReactNode }) =>
    createElement(QueryClientProvider, { client }, children)
  renderHook(
    () => {
      drawn()
      return useQuery({ queryKey: KEY, enabled: false }).data
    },
    { wrapper },
  )
  drawn.mockClear()
  const send = (groups: LiveGroups, name: string) =>
    groups.add('station.updated', JSON.stringify({ ...station, name }))
  return { groups: new LiveGroups(client), drawn, send, name: () => shown(client) }
}

/** The time of a group, and what it loads. */
const passes = () =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(GROUP_MS + 1)
    await vi.dynamicImportSettled()
    await vi.advanceTimersByTimeAsync(1)
  })

const shown = (client: QueryClient) => client.getQueryData<{ items: { name: string }[] }>(KEY)?.items[0]?.name

it('applies in order what came together, and draws it once', async () => {
  const { groups, drawn, send, name } = watched()
  for (const text of ['a', 'b', 'c']) send(groups, text)
  expect(name()).toBe(station?.name)
  await passes()
  expect(name()).toBe('c')
  expect(drawn).toHaveBeenCalledTimes(1)
})

it('waits again for what comes later', async () => {
  const { groups, send, name } = watched()
  send(groups, 'a')
  await passes()
  send(groups, 'b')
  expect(name()).toBe('a')
  await passes()
  expect(name()).toBe('b')
})

it('applies nothing after it was dropped', async () => {
  const { groups, send, name } = watched()
  send(groups, 'a')
  groups.drop()
  await passes()
  expect(name()).toBe(station?.name)
})
