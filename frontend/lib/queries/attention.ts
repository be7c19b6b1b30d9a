import { useMutation, useQueryClient } from '@tanstack/react-query'

import { nowAndAfterAnswers } from '@/lib/answers-on-their-way'
import { api } from '@/lib/api'
import type { Attention, AttentionItem } from '@/lib/types'

const KEY = ['get', '/api/admin/attention']

type Deed = { action: 'dismiss' } | { action: 'undo' } | { action: 'snooze'; minutes: number }
export type AttentionChange = { items: AttentionItem[] } & Deed

async function send(id: string, deed: Deed): Promise<void> {
  const params = { path: { id } }
  if (deed.action === 'dismiss') await api.POST('/api/admin/attention/{id}/dismiss', { params })
  else if (deed.action === 'undo') await api.DELETE('/api/admin/attention/{id}/dismissal', { params })
  else await api.POST('/api/admin/attention/{id}/snooze', { params, body: { minutes: deed.minutes } })
}

/** Dismisses, snoozes or brings back items; they leave the list at once. */
export function useAttentionChange() {
  const client = useQueryClient()
  return useMutation({
    // One after the other: an undo that overtook its dismissal would undo nothing.
    scope: { id: 'attention' },
    mutationFn: ({ items, ...deed }: AttentionChange) => Promise.all(items.map(({ id }) => send(id, deed))),
    onMutate: ({ items, action }) => {
      if (action === 'undo') return
      const gone = new Set(items.map(({ id }) => id))
      // Also from an answer that was asked for before: it would bring them back for a moment.
      nowAndAfterAnswers(client, { queryKey: KEY }, () =>
        client.setQueriesData<Attention>(
          { queryKey: KEY },
          (old) => old && { ...old, items: old.items.filter(({ id }) => !gone.has(id)) },
        ),
      )
    },
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  })
}
