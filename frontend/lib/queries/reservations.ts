import { keepPreviousData, useMutation, useQueryClient } from '@tanstack/react-query'

import { $api, api } from '@/lib/api'
import type { ReservationWrite } from '@/lib/types'
import type { paths } from '@/types/api'

export type ReservationQuery = NonNullable<paths['/api/admin/reservations']['get']['parameters']['query']>

const LIST = ['get', '/api/admin/reservations']
const MOST = 500

/** One page, the last made first. */
export const useReservations = (query: ReservationQuery) =>
  $api.useQuery(
    'get',
    '/api/admin/reservations',
    { params: { query } },
    { placeholderData: keepPreviousData },
  )

/** How many connectors are kept now; undefined while unknown. */
export const useReservedCount = (): number | undefined =>
  $api.useQuery('get', '/api/admin/reservations', { params: { query: { state: 'active', limit: MOST } } })
    .data?.items.length

/** Asks the charger and resolves with what it said. */
export function useCreateReservation() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (body: ReservationWrite) => {
      const { data } = await api.POST('/api/admin/reservations', { body })
      if (!data) throw new Error('The server answered without the reservation')
      return data
    },
    onSettled: () => client.invalidateQueries({ queryKey: LIST }),
    // The dialog shows it.
    onError: () => undefined,
  })
}

/** Asks the charger to give the connector free, and resolves with the reservation as it is then. */
export function useCancelReservation() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string) => {
      const params = { path: { id } }
      await api.DELETE('/api/admin/reservations/{id}', { params })
      const { data } = await api.GET('/api/admin/reservations/{id}', { params })
      return data
    },
    onSettled: () => client.invalidateQueries({ queryKey: LIST }),
    // The dialog shows it.
    onError: () => undefined,
  })
}
