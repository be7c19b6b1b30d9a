import { useMutation, useQueryClient } from '@tanstack/react-query'

import { $api, api } from '@/lib/api'
import { t } from '@/lib/i18n'

/** Configuration keys as the charger last reported them. */
export const useConfiguration = (id: string) =>
  $api.useQuery('get', '/api/admin/chargers/{id}/configuration', { params: { path: { id } } })

/** The newest commands, each kept current by events. */
export const useCommands = (id: string, limit: number) =>
  $api.useQuery('get', '/api/admin/chargers/{id}/commands', { params: { path: { id }, query: { limit } } })

/** The latest transactions of a charger. */
export const useChargerTransactions = (id: string, limit: number) =>
  $api.useQuery('get', '/api/admin/transactions', { params: { query: { charger_id: id, limit } } })

/** Reservations that hold on a charger, or are on their way. */
export function useOpenReservations(id: string) {
  const params = { query: { charger_id: id, limit: 50 } }
  const query = $api.useQuery('get', '/api/admin/reservations', { params })
  const items = query.data?.items.filter(({ state }) => OPEN_RESERVATIONS.has(state))
  return { items, error: query.error, refetch: () => void query.refetch() }
}

const OPEN_RESERVATIONS = new Set(['requested', 'active', 'unknown'])

/** Every operation there is, with the JSON schema of its request; it does not change while a server runs. */
export const useOperations = () => $api.useQuery('get', '/api/admin/operations', {}, { staleTime: Infinity })

/** A new password, in the answer this once. */
export function useRotatePassword() {
  return useMutation({
    mutationFn: async (id: string) => {
      const { data } = await api.POST('/api/admin/chargers/{id}/rotate-password', {
        params: { path: { id } },
      })
      if (!data) throw new Error(t('The server answered without the password'))
      return data
    },
  })
}

/** Brings a charger's commands up to date: the list may not have the new one yet. */
export function useRefreshCommands(id: string) {
  const client = useQueryClient()
  return () =>
    client.invalidateQueries({
      queryKey: ['get', '/api/admin/chargers/{id}/commands', { params: { path: { id } } }],
    })
}
