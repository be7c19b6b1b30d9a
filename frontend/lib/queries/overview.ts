import { $api } from '@/lib/api'

/** The viewer's zone decides what "today" is. */
export const viewerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

const scope = (stationId?: string | null) => ({
  tz: viewerZone(),
  ...(stationId ? { station_id: stationId } : {}),
})

export const useOverview = (stationId?: string | null) =>
  $api.useQuery('get', '/api/admin/overview', { params: { query: scope(stationId) } })

export const useOverviewPower = (stationId?: string | null) =>
  $api.useQuery('get', '/api/admin/overview/power', { params: { query: scope(stationId) } })

export const useLiveSessions = (limit: number) =>
  $api.useQuery('get', '/api/admin/overview/sessions', { params: { query: { limit } } })

export const useAttention = () =>
  $api.useQuery('get', '/api/admin/attention', { params: { query: { tz: viewerZone() } } })

/** The numbers beside the sidebar's entries; undefined while unknown. */
export function useCounts(): { attention?: number; chargers?: number; stations?: number } {
  const { data: overview } = useOverview()
  const { data: attention } = useAttention()
  return {
    ...(attention && { attention: attention.items.length }),
    ...(overview && { chargers: overview.chargers.total, stations: overview.stations_total }),
  }
}
