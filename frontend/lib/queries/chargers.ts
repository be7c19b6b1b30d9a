import { keepPreviousData, useMutation, useQueries, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'

import { $api, api } from '@/lib/api'
import { t } from '@/lib/i18n'
import { byCursor, everyPage, inParts, MOST_IDS, SCREENS } from '@/lib/queries/paging'
import { toast } from '@/lib/toast'
import type { Charger, ChargerCreate, ChargerPage, ChargerUpdate, Refusal } from '@/lib/types'
import type { paths } from '@/types/api'

export type ChargerQuery = NonNullable<paths['/api/admin/chargers']['get']['parameters']['query']>
export type ChargerFilter = NonNullable<paths['/api/admin/chargers/summary']['get']['parameters']['query']>

const SUGGESTIONS = 8
const LIST = ['get', '/api/admin/chargers']
const FLEET = ['get', '/api/admin/chargers/summary']
const OVERVIEW = ['get', '/api/admin/overview']

/** Refetched by events; `id` null waits. */
export const useCharger = (id: string | null) =>
  $api.useQuery(
    'get',
    '/api/admin/chargers/{id}',
    { params: { path: { id: id ?? '' } } },
    { enabled: id !== null },
  )

/** Page by page, as the server searches and sorts them. */
export const useChargerPages = (query: Omit<ChargerQuery, 'limit' | 'cursor'>) =>
  $api.useInfiniteQuery(
    'get',
    '/api/admin/chargers',
    { params: { query: { ...query, limit: SCREENS } } },
    { ...byCursor, placeholderData: keepPreviousData },
  )

/** How many the filter selects, and of which kinds. */
export const useChargerSummary = (filter: ChargerFilter = {}) =>
  $api.useQuery(
    'get',
    '/api/admin/chargers/summary',
    { params: { query: filter } },
    { placeholderData: keepPreviousData },
  )

/** Those of these ids that there are. */
export function useChargersById(ids: string[]): Charger[] {
  const found = useQueries({
    queries: inParts(ids).map((id) => ({
      ...$api.queryOptions('get', '/api/admin/chargers', { params: { query: { id, limit: MOST_IDS } } }),
      placeholderData: keepPreviousData<ChargerPage>,
    })),
    combine: itemsOf,
  })
  return useMemo(() => found.filter(({ id }) => ids.includes(id)), [found, ids])
}

const itemsOf = (answers: { data: ChargerPage | undefined }[]): Charger[] =>
  answers.flatMap(({ data }) => data?.items ?? [])

/** Everything that the filter selects. `onPage`: how many have come so far. */
export const fetchChargers = (
  query: Omit<ChargerQuery, 'limit' | 'cursor'>,
  onPage?: (count: number) => void,
): Promise<Charger[]> =>
  everyPage(
    (paging) => api.GET('/api/admin/chargers', { params: { query: { ...query, ...paging } } }),
    onPage,
  )

/** The first chargers that match; not `current`: found for what was asked before. */
export function useChargerSearch(query: string, limit = SUGGESTIONS) {
  const { data, isPlaceholderData } = $api.useQuery(
    'get',
    '/api/admin/chargers',
    { params: { query: { limit, ...(query && { search: query }) } } },
    { placeholderData: keepPreviousData },
  )
  return { items: data?.items ?? [], current: !isPlaceholderData }
}

/** Connection attempts refused since a moment, of any name: a wrong name is what one looks for. */
export function useRefusalsSince(since: string | null): Refusal[] {
  const { data } = $api.useQuery('get', '/api/admin/refusals', {}, { enabled: since !== null })
  if (since === null || !data) return []
  return data.items.filter(({ last_at }) => Date.parse(last_at) >= Date.parse(since))
}

export function useRefreshChargers() {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: LIST }),
      client.invalidateQueries({ queryKey: FLEET }),
      client.invalidateQueries({ queryKey: OVERVIEW }),
    ])
}

export function useCreateCharger() {
  const refresh = useRefreshChargers()
  return useMutation({
    mutationFn: async (body: ChargerCreate) => {
      const { data } = await api.POST('/api/admin/chargers', { body })
      if (!data) throw new Error(t('The server answered without the charger'))
      return data
    },
    onSuccess: refresh,
    // The form shows it beside its field.
    onError: () => undefined,
  })
}

export async function updateCharger(id: string, body: ChargerUpdate): Promise<void> {
  await api.PUT('/api/admin/chargers/{id}', { params: { path: { id } }, body })
}

export function useUpdateCharger() {
  const refresh = useRefreshChargers()
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: ChargerUpdate }) => updateCharger(id, body),
    onSuccess: async (_, { id }) => {
      await client.invalidateQueries({
        queryKey: ['get', '/api/admin/chargers/{id}', { params: { path: { id } } }],
      })
      await refresh()
    },
  })
}

export function useDeleteCharger() {
  const refresh = useRefreshChargers()
  return useMutation({
    mutationFn: async ({ id }: Pick<Charger, 'id' | 'charge_point_id'>) => {
      await api.DELETE('/api/admin/chargers/{id}', { params: { path: { id } } })
    },
    // Said here: whoever asked is gone with the row before the answer is here.
    onSuccess: (_, { charge_point_id: name }) => {
      toast(t('{name} is deleted', { name }))
      return refresh()
    },
  })
}

/** Starts the built-in simulated charge point in this charger's place. */
export function useSimulate() {
  return useMutation({
    mutationFn: async (id: string) => {
      await api.POST('/api/admin/chargers/{id}/simulate', { params: { path: { id } } })
    },
  })
}

export function useStopSimulation() {
  return useMutation({
    mutationFn: async (id: string) => {
      await api.DELETE('/api/admin/chargers/{id}/simulate', { params: { path: { id } } })
    },
  })
}
