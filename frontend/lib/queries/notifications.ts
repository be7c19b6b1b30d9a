import { keepPreviousData, useMutation, useQueryClient } from '@tanstack/react-query'

import { $api, api } from '@/lib/api'
import { t } from '@/lib/i18n'
import { byCursor, PAGE } from '@/lib/queries/paging'
import { toast } from '@/lib/toast'
import type { NotificationRule, NotificationRuleWrite } from '@/lib/types'
import { useAllPages } from '@/lib/use-all-pages'
import type { paths } from '@/types/api'

export type NotificationQuery = NonNullable<paths['/api/admin/notifications']['get']['parameters']['query']>

export const useNotificationRules = () =>
  useAllPages(
    $api.useInfiniteQuery(
      'get',
      '/api/admin/notification-rules',
      { params: { query: { limit: PAGE } } },
      byCursor,
    ),
  )

/** One page of what was told, the newest first. */
export const useNotifications = (query: NotificationQuery) =>
  $api.useQuery(
    'get',
    '/api/admin/notifications',
    { params: { query } },
    { placeholderData: keepPreviousData },
  )

function useRefreshNotifications() {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['get', '/api/admin/notification-rules'] }),
      client.invalidateQueries({ queryKey: ['get', '/api/admin/notifications'] }),
    ])
}

/** Creates without an id, changes with one. */
export function useSaveNotificationRule() {
  const refresh = useRefreshNotifications()
  return useMutation({
    mutationFn: async ({ id, body }: { id: string | null; body: NotificationRuleWrite }) => {
      if (id === null) await api.POST('/api/admin/notification-rules', { body })
      else await api.PUT('/api/admin/notification-rules/{id}', { params: { path: { id } }, body })
    },
    onSuccess: refresh,
    // The form shows it.
    onError: () => undefined,
  })
}

export function useSwitchNotificationRule() {
  const refresh = useRefreshNotifications()
  return useMutation({
    mutationFn: async ({ id, enabled }: Pick<NotificationRule, 'id' | 'name' | 'enabled'>) => {
      await api.PUT('/api/admin/notification-rules/{id}', { params: { path: { id } }, body: { enabled } })
    },
    onSuccess: (_, { name, enabled }) => {
      toast(enabled ? t('{name} is on', { name }) : t('{name} is off', { name }))
      return refresh()
    },
  })
}

export function useDeleteNotificationRule() {
  const refresh = useRefreshNotifications()
  return useMutation({
    mutationFn: async ({ id }: Pick<NotificationRule, 'id' | 'name'>) => {
      await api.DELETE('/api/admin/notification-rules/{id}', { params: { path: { id } } })
    },
    onSuccess: (_, { name }) => {
      toast(t('{name} is deleted', { name }))
      return refresh()
    },
  })
}

export function useTestNotificationRule() {
  const refresh = useRefreshNotifications()
  return useMutation({
    mutationFn: async (id: string) => {
      const { data } = await api.POST('/api/admin/notification-rules/{id}/test', { params: { path: { id } } })
      if (!data) throw new Error('The server answered without a result')
      return data.items
    },
    onSuccess: refresh,
    // The dialog shows it.
    onError: () => undefined,
  })
}
