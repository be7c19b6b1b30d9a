import { useMutation, useQueryClient } from '@tanstack/react-query'

import { $api, api } from '@/lib/api'
import { byCursor, PAGE } from '@/lib/queries/paging'
import type { RateUnit } from '@/lib/schedule-curve'
import type { ChargingProfileSent } from '@/lib/types'
import { useAllPages } from '@/lib/use-all-pages'

const LIST = ['get', '/api/admin/charging-profiles']

/** Every profile that chargers have accepted, of one charger or of all. */
export const useChargingProfiles = (chargerId?: string) =>
  useAllPages(
    $api.useInfiniteQuery(
      'get',
      '/api/admin/charging-profiles',
      { params: { query: { limit: PAGE, ...(chargerId && { charger_id: chargerId }) } } },
      byCursor,
    ),
  )

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

const AGAIN_MS = 60_000

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
  return () => client.invalidateQueries({ queryKey: LIST })
}
