import { keepPreviousData, useMutation, useQueries, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'

import { $api, api } from '@/lib/api'
import { t } from '@/lib/i18n'
import { byCursor, everyPage, inParts, MOST_IDS, PAGE, SCREENS } from '@/lib/queries/paging'
import { toast } from '@/lib/toast'
import type { Station, StationOnMap, StationPage, StationWrite } from '@/lib/types'
import { useAllPages } from '@/lib/use-all-pages'
import type { paths } from '@/types/api'

export type StationQuery = NonNullable<paths['/api/admin/stations']['get']['parameters']['query']>
export type StationFilter = NonNullable<paths['/api/admin/stations/summary']['get']['parameters']['query']>

const SUGGESTIONS = 20

/** Page by page, as the server searches and sorts them. */
export const useStationPages = (query: Omit<StationQuery, 'limit' | 'cursor'>) =>
  $api.useInfiniteQuery(
    'get',
    '/api/admin/stations',
    { params: { query: { ...query, limit: SCREENS } } },
    { ...byCursor, placeholderData: keepPreviousData },
  )

/** How many the filter selects, and how many chargers stand there. */
export const useStationSummary = (filter: StationFilter = {}) =>
  $api.useQuery(
    'get',
    '/api/admin/stations/summary',
    { params: { query: filter } },
    { placeholderData: keepPreviousData },
  )

/** Everything that the filter selects. */
export const fetchStations = (query: Omit<StationQuery, 'limit' | 'cursor'>): Promise<Station[]> =>
  everyPage((paging) => api.GET('/api/admin/stations', { params: { query: { ...query, ...paging } } }))

/** All at once, in no more than a map shows of them. */
export const useStationMap = () => $api.useQuery('get', '/api/admin/stations/map')

export async function fetchStationMap(): Promise<StationOnMap[]> {
  const { data } = await api.GET('/api/admin/stations/map')
  return data?.items ?? []
}

/** Those of these ids that there are. */
export function useStationsById(ids: string[]): Station[] {
  return useQueries({
    queries: inParts(ids).map((id) => ({
      ...$api.queryOptions('get', '/api/admin/stations', { params: { query: { id, limit: MOST_IDS } } }),
      placeholderData: keepPreviousData<StationPage>,
    })),
    combine: itemsOf,
  })
}

const itemsOf = (answers: { data: StationPage | undefined }[]): Station[] =>
  answers.flatMap(({ data }) => data?.items ?? [])

/** The first stations that match (undefined before the first answer); not `current`: found for what was asked before. */
export function useStationSearch(query: string, limit = SUGGESTIONS) {
  const { data, isPlaceholderData } = $api.useQuery(
    'get',
    '/api/admin/stations',
    { params: { query: { limit, ...(query && { search: query }) } } },
    { placeholderData: keepPreviousData },
  )
  return { items: data?.items, current: !isPlaceholderData }
}

/** The chargers that stand there; null: of no station. */
export function useStationChargers(stationId: string | null) {
  const chargers = useAllPages(
    $api.useInfiniteQuery(
      'get',
      '/api/admin/chargers',
      { params: { query: { limit: PAGE, station_id: stationId ?? '' } } },
      { ...byCursor, enabled: stationId !== null },
    ),
  )
  // One that was moved elsewhere stays in the answer until it is asked for again.
  const items = useMemo(
    () => chargers.items.filter(({ station_id }) => station_id === stationId),
    [chargers.items, stationId],
  )
  return { ...chargers, items }
}

export function useRefreshStations() {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['get', '/api/admin/stations'] }),
      client.invalidateQueries({ queryKey: ['get', '/api/admin/stations/{id}'] }),
      client.invalidateQueries({ queryKey: ['get', '/api/admin/stations/summary'] }),
      client.invalidateQueries({ queryKey: ['get', '/api/admin/stations/map'] }),
      client.invalidateQueries({ queryKey: ['get', '/api/admin/overview'] }),
      // Chargers carry their station's name.
      client.invalidateQueries({ queryKey: ['get', '/api/admin/chargers'] }),
    ])
}

/** Creates without an id, changes with one. */
export function useSaveStation() {
  const refresh = useRefreshStations()
  return useMutation({
    mutationFn: async ({ id, body }: { id: string | null; body: StationWrite }) => {
      if (id === null) await api.POST('/api/admin/stations', { body })
      else await api.PUT('/api/admin/stations/{id}', { params: { path: { id } }, body })
    },
    onSuccess: refresh,
    // The form shows it.
    onError: () => undefined,
  })
}

export function useDeleteStation() {
  const refresh = useRefreshStations()
  return useMutation({
    mutationFn: async ({ id }: Pick<Station, 'id' | 'name'>) => {
      await api.DELETE('/api/admin/stations/{id}', { params: { path: { id } } })
    },
    // Said here: whoever asked is gone with the row before the answer is here.
    onSuccess: (_, { name }) => {
      toast(t('{name} is deleted', { name }))
      return refresh()
    },
  })
}
