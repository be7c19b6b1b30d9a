import { keepPreviousData, useMutation, useQueryClient } from '@tanstack/react-query'

import { $api, api } from '@/lib/api'
import { byCursor, everyPage, PAGE, SCREENS } from '@/lib/queries/paging'
import type { RateUnit } from '@/lib/schedule-curve'
import type { ChargingProfile, ChargingProfileSent } from '@/lib/types'
import { useAllPages } from '@/lib/use-all-pages'
import type { paths } from '@/types/api'

export type ProfileQuery = NonNullable<paths['/api/admin/charging-profiles']['get']['parameters']['query']>
export type ProfileFilter = NonNullable<
  paths['/api/admin/charging-profiles/summary']['get']['parameters']['query']
>

const LIST = ['get', '/api/admin/charging-profiles']
const COUNTS = ['get', '/api/admin/charging-profiles/summary']
const AGAIN_MS = 60_000

/** A profile comes into another state by the clock alone. */
const byTheClock = ({ state }: ProfileFilter) => (state ? { refetchInterval: AGAIN_MS } : {})

/** Every profile that a charger has accepted. */
export const useChargingProfiles = (chargerId: string) =>
  useAllPages(
    $api.useInfiniteQuery(
      'get',
      '/api/admin/charging-profiles',
      { params: { query: { limit: PAGE, charger_id: chargerId } } },
      byCursor,
    ),
  )

/** Those that the chargers of the fleet have accepted, as the server searches and sorts them. */
export const useProfilePages = (query: Omit<ProfileQuery, 'limit' | 'cursor'>) =>
  $api.useInfiniteQuery(
    'get',
    '/api/admin/charging-profiles',
    { params: { query: { ...query, limit: SCREENS } } },
    { ...byCursor, ...byTheClock(query), placeholderData: keepPreviousData },
  )

/** How many the filter selects, and how many chargers have them. */
export const useProfileSummary = (filter: ProfileFilter) =>
  $api.useQuery(
    'get',
    '/api/admin/charging-profiles/summary',
    { params: { query: filter } },
    { ...byTheClock(filter), placeholderData: keepPreviousData },
  )

/** Everything that the filter selects. */
export const fetchChargingProfiles = (
  query: Omit<ProfileQuery, 'limit' | 'cursor'>,
): Promise<ChargingProfile[]> =>
  everyPage((paging) =>
    api.GET('/api/admin/charging-profiles', { params: { query: { ...query, ...paging } } }),
  )

/** One of them; null waits. */
export const useChargingProfile = (id: string | null) =>
  $api
    .useQuery(
      'get',
      '/api/admin/charging-profiles',
      { params: { query: { id: id ? [id] : [] } } },
      { enabled: id !== null },
    )
    .data?.items.at(0)

interface CompositeQuestion {
  id: string
  connectorId: number
  duration: number
  unit: RateUnit
}

const compositeParams = ({ id, connectorId, duration, unit }: CompositeQuestion, ask: boolean) => ({
  path: { id },
  query: { connector_id: connectorId, duration, unit, ...(ask && { ask }) },
})

/** What limits a connector from now on, by the profiles that we know; the beginning moves with the time. */
export const useComposite = (question: CompositeQuestion) =>
  $api.useQuery(
    'get',
    '/api/admin/chargers/{id}/composite-schedule',
    { params: compositeParams(question, false) },
    { refetchInterval: AGAIN_MS },
  )

/** The same, and what the charger says of itself: a command goes out. */
export function useAskComposite() {
  return useMutation({
    mutationFn: async (question: CompositeQuestion) => {
      const params = compositeParams(question, true)
      const { data } = await api.GET('/api/admin/chargers/{id}/composite-schedule', { params })
      if (!data) throw new Error('The server answered without a schedule')
      return data
    },
  })
}

export interface Installation {
  chargerId: string
  connectorId: number
  /** OCPP's own ChargingProfile. */
  profile: Record<string, unknown>
}

/** Sends a profile to one charger and tells what it said. */
export async function installProfile(installation: Installation): Promise<ChargingProfileSent> {
  const { chargerId, connectorId, profile } = installation
  const body = { charger_id: chargerId, connector_id: connectorId, profile }
  const { data } = await api.POST('/api/admin/charging-profiles', { body })
  if (!data) throw new Error('The server answered without the command')
  return data
}

export function useRefreshProfiles() {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: LIST }),
      client.invalidateQueries({ queryKey: COUNTS }),
    ])
}
