import { useMutation, useQueryClient } from '@tanstack/react-query'

import { $api, api } from '@/lib/api'
import { byCursor, PAGE } from '@/lib/queries/paging'
import type { ConfigurationTemplateCreate, DesiredConfiguration, RepairedKey } from '@/lib/types'
import { useAllPages } from '@/lib/use-all-pages'

export const useTemplates = () =>
  useAllPages(
    $api.useInfiniteQuery(
      'get',
      '/api/admin/configuration-templates',
      { params: { query: { limit: PAGE } } },
      byCursor,
    ),
  )

/** Chargers that are not as wished. */
export const useFleetDrift = () =>
  useAllPages(
    $api.useInfiniteQuery(
      'get',
      '/api/admin/configuration-drift',
      { params: { query: { state: 'drifting', limit: PAGE } } },
      byCursor,
    ),
  )

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
