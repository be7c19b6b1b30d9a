import { useMutation, useQueryClient } from '@tanstack/react-query'

import { $api, api } from '@/lib/api'
import { t } from '@/lib/i18n'
import { byCursor, PAGE } from '@/lib/queries/paging'
import type { InvitationCreate } from '@/lib/types'
import { useAllPages } from '@/lib/use-all-pages'

/** Those that nobody has accepted, the newest first. */
export const useInvitations = () =>
  useAllPages(
    $api.useInfiniteQuery('get', '/api/admin/invitations', { params: { query: { limit: PAGE } } }, byCursor),
  )

function useRefreshInvitations() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['get', '/api/admin/invitations'] })
}

export function useCreateInvitation() {
  const refresh = useRefreshInvitations()
  return useMutation({
    mutationFn: async (body: InvitationCreate) => {
      const { data } = await api.POST('/api/admin/invitations', { body })
      if (!data) throw new Error(t('The server answered without the invitation'))
      return data
    },
    onSuccess: refresh,
    // The form shows it.
    onError: () => undefined,
  })
}

export function useRevokeInvitation() {
  const refresh = useRefreshInvitations()
  return useMutation({
    mutationFn: async (id: string) => {
      await api.DELETE('/api/admin/invitations/{id}', { params: { path: { id } } })
    },
    // Also when it failed: it may have been accepted at this moment.
    onSettled: refresh,
  })
}
