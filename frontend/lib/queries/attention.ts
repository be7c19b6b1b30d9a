import { useMutation, useQueryClient } from '@tanstack/react-query'

import { api } from '@/lib/api'
import type { Attention, AttentionItem } from '@/lib/types'

const KEY = ['get', '/api/admin/attention']

type Change = { item: AttentionItem } & (
  { action: 'dismiss' } | { action: 'undo' } | { action: 'snooze'; minutes: number }
)

async function send(change: Change): Promise<void> {
  const params = { path: { id: change.item.id } }
  if (change.action === 'dismiss') await api.POST('/api/admin/attention/{id}/dismiss', { params })
  else if (change.action === 'undo') await api.DELETE('/api/admin/attention/{id}/dismissal', { params })
  else await api.POST('/api/admin/attention/{id}/snooze', { params, body: { minutes: change.minutes } })
}

/** Dismisses, snoozes or brings back an item; it leaves the list at once. */
export function useAttentionChange() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onMutate: ({ item, action }) => {
      if (action === 'undo') return
      client.setQueriesData<Attention>(
        { queryKey: KEY },
        (old) => old && { ...old, items: old.items.filter(({ id }) => id !== item.id) },
      )
    },
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  })
}
