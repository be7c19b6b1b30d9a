import { $api } from '@/lib/api'

/** The viewer's zone decides what "today" is. */
export const viewerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

// Events carry the changes; these catch what no event tells: midnight, and "silent for 12 min".
const DAY_MS = 5 * 60_000
const ATTENTION_MS = 60_000

const scope = (stationId?: string | null) => ({
  tz: viewerZone(),
  ...(stationId ? { station_id: stationId } : {}),
})

export const useOverview = (stationId?: string | null) =>
  $api.useQuery(
    'get',
    '/api/admin/overview',
    { params: { query: scope(stationId) } },
    { refetchInterval: DAY_MS },
  )

export const useOverviewPower = (stationId?: string | null) =>
  $api.useQuery(
    'get',
    '/api/admin/overview/power',
    { params: { query: scope(stationId) } },
    { refetchInterval: DAY_MS },
  )

export const useLiveSessions = (limit: number, stationId: string | null) =>
  $api.useQuery('get', '/api/admin/overview/sessions', {
    params: { query: { limit, ...(stationId && { station_id: stationId }) } },
  })

export const useAttention = () =>
  $api.useQuery(
    'get',
    '/api/admin/attention',
    { params: { query: { tz: viewerZone() } } },
    { refetchInterval: ATTENTION_MS },
  )

/** The numbers beside the sidebar's entries; undefined while unknown. */
export function useCounts(): { attention?: number; chargers?: number; stations?: number } {
  const { data: overview } = useOverview()
  const { data: attention } = useAttention()
  return {
    ...(attention && { attention: attention.items.length }),
    ...(overview && { chargers: overview.chargers.total, stations: overview.stations_total }),
  }
}
