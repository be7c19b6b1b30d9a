import { msg } from '@/lib/i18n'
import type { ChargerFilter } from '@/lib/queries/chargers'

/** What the list can be narrowed to, as the address says it; `broken` is what the overview counts. */
export const CHARGER_STATES: {
  value: string
  label: string
  status: NonNullable<ChargerFilter['status']>
}[] = [
  { value: 'online', label: msg('Online'), status: 'online' },
  { value: 'offline', label: msg('Offline'), status: 'offline' },
  { value: 'never', label: msg('Never seen'), status: 'never_connected' },
  { value: 'charging', label: msg('Charging'), status: 'charging' },
  { value: 'broken', label: msg('Faulted or offline'), status: 'broken' },
]

export function chargerFilter(state: string | null, stationId: string | null): ChargerFilter {
  const status = CHARGER_STATES.find(({ value }) => value === state)?.status
  return { ...(status && { status }), ...(stationId && { station_id: stationId }) }
}
