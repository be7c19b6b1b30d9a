import { useMutation, useQueryClient } from '@tanstack/react-query'

import { $api, api } from '@/lib/api'
import { byCursor, PAGE } from '@/lib/queries/paging'
import type { LocalListWrite } from '@/lib/types'
import { useAllPages } from '@/lib/use-all-pages'

/** The lists of all chargers that were ever given one. */
export const useLocalLists = () =>
  useAllPages(
    $api.useInfiniteQuery('get', '/api/admin/local-lists', { params: { query: { limit: PAGE } } }, byCursor),
  )

/** By the charger's id. */
export const useLocalList = (id: string) =>
  $api.useQuery('get', '/api/admin/local-lists/{id}', { params: { path: { id } } })

export const useLocalListEntries = (id: string) =>
  useAllPages(
    $api.useInfiniteQuery(
      'get',
      '/api/admin/local-lists/{id}/entries',
      { params: { path: { id }, query: { limit: PAGE } } },
      byCursor,
    ),
  )

export function useRefreshLocalLists() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['get', '/api/admin/local-lists'] })
}

function useRefreshLists() {
  const client = useQueryClient()
  return async (id: string) => {
    await client.invalidateQueries({ queryKey: ['get', '/api/admin/local-lists'] })
    for (const path of ['/api/admin/local-lists/{id}', '/api/admin/local-lists/{id}/entries']) {
      await client.invalidateQueries({ queryKey: ['get', path, { params: { path: { id } } }] })
    }
  }
}

/** The whole list goes out in the background; events tell how far it is. */
export async function syncLocalList(id: string): Promise<void> {
  await api.POST('/api/admin/local-lists/{id}/sync', { params: { path: { id } } })
}

export function useSyncLocalList() {
  const refresh = useRefreshLists()
  return useMutation({ mutationFn: syncLocalList, onSuccess: (_, id) => refresh(id) })
}

export function useSaveLocalList() {
  const refresh = useRefreshLists()
  return useMutation({
    mutationFn: async ({ id, body }: { id: string; body: LocalListWrite }) => {
      await api.PUT('/api/admin/local-lists/{id}', { params: { path: { id } }, body })
    },
    onSuccess: (_, { id }) => refresh(id),
    // The form shows it.
    onError: () => undefined,
  })
}
