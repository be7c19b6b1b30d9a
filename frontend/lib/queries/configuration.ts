import { keepPreviousData, useMutation, useQueryClient, type InfiniteData } from '@tanstack/react-query'

import { $api, api } from '@/lib/api'
import { byCursor, everyPage, PAGE, SCREENS } from '@/lib/queries/paging'
import type {
  ConfigurationTemplateCreate,
  DesiredConfiguration,
  DriftingCharger,
  DriftPage,
  RepairedKey,
} from '@/lib/types'
import { useAllPages } from '@/lib/use-all-pages'
import type { paths } from '@/types/api'

type DriftQuery = NonNullable<paths['/api/admin/configuration-drift']['get']['parameters']['query']>
export type DriftFilter = NonNullable<
  paths['/api/admin/configuration-drift/summary']['get']['parameters']['query']
>

/** A charger that is not as wished. */
export type DriftRow = DriftingCharger & { id: string }

const rowOf = (charger: DriftingCharger): DriftRow => ({ ...charger, id: charger.charger_id })

export const useTemplates = () =>
  useAllPages(
    $api.useInfiniteQuery(
      'get',
      '/api/admin/configuration-templates',
      { params: { query: { limit: PAGE } } },
      byCursor,
    ),
  )

/** Chargers that are not as wished, page by page, as the server searches and sorts them. */
export const useDriftPages = (query: Omit<DriftQuery, 'limit' | 'cursor'>) =>
  $api.useInfiniteQuery(
    'get',
    '/api/admin/configuration-drift',
    { params: { query: { ...query, limit: SCREENS } } },
    { ...byCursor, placeholderData: keepPreviousData, select: withIds },
  )

const withIds = (data: InfiniteData<DriftPage>) => ({
  ...data,
  pages: data.pages.map((page) => ({ ...page, items: page.items.map(rowOf) })),
})

/** How many the filter selects, and how many of them are online. */
export const useDriftSummary = (filter: DriftFilter) =>
  $api.useQuery(
    'get',
    '/api/admin/configuration-drift/summary',
    { params: { query: filter } },
    { placeholderData: keepPreviousData },
  )

/** Everything that the filter selects. */
export async function fetchDrift(query: Omit<DriftQuery, 'limit' | 'cursor'>): Promise<DriftRow[]> {
  const found = await everyPage((paging) =>
    api.GET('/api/admin/configuration-drift', { params: { query: { ...query, ...paging } } }),
  )
  return found.map(rowOf)
}

export const useDrift = (id: string) =>
  $api.useQuery('get', '/api/admin/chargers/{id}/configuration/drift', { params: { path: { id } } })

export const useDesired = (id: string) =>
  $api.useQuery('get', '/api/admin/chargers/{id}/configuration/desired', { params: { path: { id } } })

/** Everything that follows from what is wished and what is reported. */
export function useRefreshConfiguration() {
  const client = useQueryClient()
  return () =>
    client.invalidateQueries({
      predicate: ({ queryKey }) => typeof queryKey[1] === 'string' && queryKey[1].includes('configuration'),
    })
}

/** Creates without an id, changes with one. */
export function useSaveTemplate() {
  const refresh = useRefreshConfiguration()
  return useMutation({
    mutationFn: async ({ id, body }: { id: string | null; body: ConfigurationTemplateCreate }) => {
      if (id === null) await api.POST('/api/admin/configuration-templates', { body })
      else await api.PUT('/api/admin/configuration-templates/{id}', { params: { path: { id } }, body })
    },
    onSuccess: refresh,
    // The form shows it.
    onError: () => undefined,
  })
}

export function useDeleteTemplate() {
  const refresh = useRefreshConfiguration()
  return useMutation({
    mutationFn: async (id: string) => {
      await api.DELETE('/api/admin/configuration-templates/{id}', { params: { path: { id } } })
    },
    onSuccess: refresh,
  })
}

export function useSaveDesired(id: string) {
  const refresh = useRefreshConfiguration()
  return useMutation({
    mutationFn: async (body: DesiredConfiguration) => {
      await api.PUT('/api/admin/chargers/{id}/configuration/desired', { params: { path: { id } }, body })
    },
    onSuccess: refresh,
    // The form shows it.
    onError: () => undefined,
  })
}

/** Sends what differs, key by key, and tells what came of each. */
export async function repair(id: string, again = false): Promise<RepairedKey[]> {
  const { data } = await api.POST('/api/admin/chargers/{id}/configuration/repair', {
    params: { path: { id } },
    body: { again },
  })
  if (!data) throw new Error('The server answered without a result')
  return data.items
}

export function useRepair() {
  const refresh = useRefreshConfiguration()
  return useMutation({
    mutationFn: ({ id, again }: { id: string; again: boolean }) => repair(id, again),
    onSettled: refresh,
  })
}
