import { useMutation, useQueryClient } from '@tanstack/react-query'

import { $api, api } from '@/lib/api'
import { t } from '@/lib/i18n'
import { byCursor, PAGE } from '@/lib/queries/paging'
import type { ApiKeyCreate } from '@/lib/types'
import { useAllPages } from '@/lib/use-all-pages'

/** Every key there is or was. */
export const useApiKeys = () =>
  useAllPages(
    $api.useInfiniteQuery('get', '/api/admin/api-keys', { params: { query: { limit: PAGE } } }, byCursor),
  )

function useRefreshApiKeys() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['get', '/api/admin/api-keys'] })
}

export function useCreateApiKey() {
  const refresh = useRefreshApiKeys()
  return useMutation({
    mutationFn: async (body: ApiKeyCreate) => {
      const { data } = await api.POST('/api/admin/api-keys', { body })
      if (!data) throw new Error(t('The server answered without the key'))
      return data
    },
    onSuccess: refresh,
    // The form shows it.
    onError: () => undefined,
  })
}

export function useRevokeApiKey() {
  const refresh = useRefreshApiKeys()
  return useMutation({
    mutationFn: async (id: string) => {
      await api.DELETE('/api/admin/api-keys/{id}', { params: { path: { id } } })
    },
    onSuccess: refresh,
  })
}
