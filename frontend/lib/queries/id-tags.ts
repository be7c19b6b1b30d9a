import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'

import { $api, api } from '@/lib/api'
import { t } from '@/lib/i18n'
import { byCursor, PAGE } from '@/lib/queries/paging'
import type { IdTag, IdTagWrite } from '@/lib/types'
import { useAllPages } from '@/lib/use-all-pages'

/** Every id tag there is. */
export const useIdTags = () =>
  useAllPages(
    $api.useInfiniteQuery('get', '/api/admin/id-tags', { params: { query: { limit: PAGE } } }, byCursor),
  )

function useRefreshIdTags() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['get', '/api/admin/id-tags'] })
}

/** Creates without an id, changes with one. */
export function useSaveIdTag() {
  const refresh = useRefreshIdTags()
  return useMutation({
    mutationFn: async ({ id, body }: { id: string | null; body: IdTagWrite }) => {
      if (id === null) await api.POST('/api/admin/id-tags', { body })
      else await api.PUT('/api/admin/id-tags/{id}', { params: { path: { id } }, body })
    },
    onSuccess: refresh,
    // The form shows it.
    onError: () => undefined,
  })
}

/** From a row's menu, where there is no form to show an error in. */
export function useBlockIdTag() {
  const refresh = useRefreshIdTags()
  return useMutation({
    mutationFn: async ({ id, blocked }: { id: string; blocked: boolean }) => {
      await api.PUT('/api/admin/id-tags/{id}', { params: { path: { id } }, body: { blocked } })
    },
    onSuccess: refresh,
  })
}

export function useDeleteIdTag() {
  const refresh = useRefreshIdTags()
  return useMutation({
    mutationFn: async ({ id }: Pick<IdTag, 'id' | 'id_tag'>) => {
      await api.DELETE('/api/admin/id-tags/{id}', { params: { path: { id } } })
    },
    // Said here: whoever asked is gone with the row before the answer is here.
    onSuccess: (_, { id_tag: name }) => {
      toast(t('{name} is deleted', { name }))
      return refresh()
    },
  })
}
