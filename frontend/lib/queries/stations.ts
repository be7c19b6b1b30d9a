import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'

import { $api, api } from '@/lib/api'
import { t } from '@/lib/i18n'
import { byCursor, PAGE } from '@/lib/queries/paging'
import { toast } from '@/lib/toast'
import type { Station, StationWrite } from '@/lib/types'
import { useAllPages } from '@/lib/use-all-pages'

/** Every station there is. */
export const useStations = () =>
  useAllPages(
    $api.useInfiniteQuery('get', '/api/admin/stations', { params: { query: { limit: PAGE } } }, byCursor),
  )

/** Refetched by events; `id` null waits. */
export const useStation = (id: string | null) =>
  $api.useQuery(
    'get',
    '/api/admin/stations/{id}',
    { params: { path: { id: id ?? '' } } },
    { enabled: id !== null },
  )

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
