import { $api } from '@/lib/api'
import type { Charger } from '@/lib/types'

const SUGGESTIONS = 8

export const useCharger = (id: string | null) =>
  $api.useQuery(
    'get',
    '/api/admin/chargers/{id}',
    { params: { path: { id: id ?? '' } } },
    { enabled: id !== null },
  )

/** The first chargers that match, for the command palette. */
export function useChargerSearch(query: string): Charger[] {
  const { data } = $api.useQuery(
    'get',
    '/api/admin/chargers',
    { params: { query: { limit: SUGGESTIONS, ...(query ? { q: query } : {}) } } },
    { placeholderData: (previous) => previous },
  )
  return data?.items ?? []
}
