import { keepPreviousData, useMutation, useQueryClient } from '@tanstack/react-query'

import { $api, api } from '@/lib/api'
import { t } from '@/lib/i18n'
import { byCursor, PAGE } from '@/lib/queries/paging'
import { toast } from '@/lib/toast'
import type { Webhook, WebhookCreate, WebhookReplay, WebhookUpdate } from '@/lib/types'
import { useAllPages } from '@/lib/use-all-pages'
import type { paths } from '@/types/api'

export type DeliveryQuery = NonNullable<
  paths['/api/admin/webhooks/{id}/deliveries']['get']['parameters']['query']
>

/** All of them; the server keeps at most 100. `enabled`: for those who may see them. */
export const useWebhooks = (enabled = true) =>
  useAllPages(
    $api.useInfiniteQuery(
      'get',
      '/api/admin/webhooks',
      { params: { query: { limit: PAGE } } },
      { ...byCursor, enabled },
    ),
  )

export const useWebhook = (id: string | null) =>
  $api.useQuery(
    'get',
    '/api/admin/webhooks/{id}',
    { params: { path: { id: id ?? '' } } },
    { enabled: id !== null },
  )

/** One page, the newest first. */
export const useDeliveries = (id: string, query: DeliveryQuery) =>
  $api.useQuery(
    'get',
    '/api/admin/webhooks/{id}/deliveries',
    { params: { path: { id }, query } },
    { placeholderData: keepPreviousData },
  )

/** With what was sent. */
export const useDelivery = (id: string) =>
  $api.useQuery('get', '/api/admin/webhooks/deliveries/{id}', { params: { path: { id } } })

function useRefreshWebhooks() {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['get', '/api/admin/webhooks'] }),
      client.invalidateQueries({ queryKey: ['get', '/api/admin/webhooks/{id}'] }),
      // One that was switched off by the server is among what needs somebody.
      client.invalidateQueries({ queryKey: ['get', '/api/admin/attention'] }),
    ])
}

function useRefreshDeliveries() {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['get', '/api/admin/webhooks/{id}/deliveries'] }),
      client.invalidateQueries({ queryKey: ['get', '/api/admin/webhooks/deliveries/{id}'] }),
    ])
}

export function useCreateWebhook() {
  const refresh = useRefreshWebhooks()
  return useMutation({
    mutationFn: async (body: WebhookCreate) => {
      const { data } = await api.POST('/api/admin/webhooks', { body })
      if (!data) throw new Error('The server answered without the secret')
      return data
    },
    onSuccess: refresh,
    // The form shows it.
    onError: () => undefined,
  })
}

export function useUpdateWebhook() {
  const refresh = useRefreshWebhooks()
  return useMutation({
    mutationFn: async ({ id, body }: { id: string; body: WebhookUpdate }) => {
      await api.PUT('/api/admin/webhooks/{id}', { params: { path: { id } }, body })
    },
    onSuccess: refresh,
    // The form shows it.
    onError: () => undefined,
  })
}

/** Paused, nothing is sent and what happens meanwhile is not kept for it; what waits already goes on afterwards. */
export function usePauseWebhook() {
  const refresh = useRefreshWebhooks()
  return useMutation({
    mutationFn: async ({ id, enabled }: Pick<Webhook, 'id' | 'enabled'>) => {
      await api.PUT('/api/admin/webhooks/{id}', { params: { path: { id } }, body: { enabled } })
    },
    onSuccess: (_, { enabled }) => {
      toast(enabled ? t('The webhook is sent events again') : t('The webhook is paused'))
      return refresh()
    },
  })
}

export function useDeleteWebhook() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ id }: Pick<Webhook, 'id' | 'url'>) => {
      await api.DELETE('/api/admin/webhooks/{id}', { params: { path: { id } } })
    },
    onSuccess: (_, { url }) => {
      toast(t('{name} is deleted', { name: url }))
      // Not the webhook itself: its page may still be there, and there is nothing to ask for any more.
      void client.invalidateQueries({ queryKey: ['get', '/api/admin/webhooks'] })
      void client.invalidateQueries({ queryKey: ['get', '/api/admin/attention'] })
    },
  })
}

export function useRotateSecret() {
  const refresh = useRefreshWebhooks()
  return useMutation({
    mutationFn: async (id: string) => {
      const { data } = await api.POST('/api/admin/webhooks/{id}/rotate-secret', { params: { path: { id } } })
      if (!data) throw new Error('The server answered without the secret')
      return data
    },
    onSuccess: refresh,
  })
}

export function useTestWebhook() {
  return useMutation({
    mutationFn: async (id: string) => {
      const { data } = await api.POST('/api/admin/webhooks/{id}/test', { params: { path: { id } } })
      if (!data) throw new Error('The server answered without a result')
      return data
    },
    // The dialog shows it.
    onError: () => undefined,
  })
}

async function replay(id: string, body: WebhookReplay) {
  const { data } = await api.POST('/api/admin/webhooks/{id}/replay', { params: { path: { id } }, body })
  if (!data) throw new Error('The server answered without a count')
  return data
}

/** Everything since a moment, however many calls it takes. */
export function useReplay() {
  const refresh = useRefreshDeliveries()
  return useMutation({
    mutationFn: async ({ id, since }: { id: string; since: string }) => {
      let queued = 0
      let next: WebhookReplay | null = { since }
      while (next) {
        const done = await replay(id, next)
        queued += done.queued
        next = done.next_after === null ? null : { after: done.next_after }
      }
      return queued
    },
    onSuccess: (queued) => {
      toast(
        t(
          '{queued, plural, =0 {No event is sent again} one {# event is sent again} other {# events are sent again}}',
          { queued },
        ),
      )
      return refresh()
    },
    // The form shows it.
    onError: () => undefined,
  })
}

export function useRedeliver() {
  const refresh = useRefreshDeliveries()
  return useMutation({
    mutationFn: async (id: string) => {
      await api.POST('/api/admin/webhooks/deliveries/{id}/redeliver', { params: { path: { id } } })
    },
    onSuccess: () => {
      toast(t('The event is sent again'))
      return refresh()
    },
  })
}
