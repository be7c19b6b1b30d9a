import { keepPreviousData, useMutation, useQueryClient, type InfiniteData } from '@tanstack/react-query'

import { $api, api } from '@/lib/api'
import { byCursor, everyPage, PAGE, SCREENS } from '@/lib/queries/paging'
import type { LocalListPage, LocalListSummary, LocalListWrite } from '@/lib/types'
import { useAllPages } from '@/lib/use-all-pages'
import type { paths } from '@/types/api'

type LocalListQuery = NonNullable<paths['/api/admin/local-lists']['get']['parameters']['query']>
export type LocalListFilter = NonNullable<
  paths['/api/admin/local-lists/summary']['get']['parameters']['query']
>

const LIST = ['get', '/api/admin/local-lists']
const COUNTS = ['get', '/api/admin/local-lists/summary']

/** A charger with its list; one that was never given any is left alone. */
export type ListRow = LocalListSummary & { id: string }

const rowOf = (list: LocalListSummary): ListRow => ({ ...list, id: list.charger_id })

/** Page by page, as the server searches and sorts them. */
export const useLocalListPages = (query: Omit<LocalListQuery, 'limit' | 'cursor'>) =>
  $api.useInfiniteQuery(
    'get',
    '/api/admin/local-lists',
    { params: { query: { ...query, limit: SCREENS } } },
    { ...byCursor, placeholderData: keepPreviousData, select: withIds },
  )

const withIds = (data: InfiniteData<LocalListPage>) => ({
  ...data,
  pages: data.pages.map((page) => ({ ...page, items: page.items.map(rowOf) })),
})

/** How many the filter selects, and how far they are. */
export const useLocalListCounts = (filter: LocalListFilter) =>
  $api.useQuery(
    'get',
    '/api/admin/local-lists/summary',
    { params: { query: filter } },
    { placeholderData: keepPreviousData },
  )

/** Everything that the filter selects. */
export async function fetchLocalLists(query: Omit<LocalListQuery, 'limit' | 'cursor'>): Promise<ListRow[]> {
  const found = await everyPage((paging) =>
    api.GET('/api/admin/local-lists', { params: { query: { ...query, ...paging } } }),
  )
  return found.map(rowOf)
}

/** By the charger's id; null waits. */
export const useLocalList = (id: string | null) =>
  $api.useQuery(
    'get',
    '/api/admin/local-lists/{id}',
    { params: { path: { id: id ?? '' } } },
    { enabled: id !== null },
  )

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
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: LIST }),
      client.invalidateQueries({ queryKey: COUNTS }),
    ])
}

function useRefreshLists() {
  const client = useQueryClient()
  const refresh = useRefreshLocalLists()
  return async (id: string) => {
    await refresh()
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
