import type { Status } from '@/components/status-badge'
import { t } from '@/lib/i18n'
import type { StationOnMap } from '@/lib/types'

/** What a station can be, the worst first. */
export const STATION_STATUSES = ['faulted', 'offline', 'charging', 'online', 'never', 'unknown'] as const

/** What is counted of a station. */
export type CountedStation = Pick<
  StationOnMap,
  | 'chargers_total'
  | 'chargers_online'
  | 'chargers_never_connected'
  | 'connectors_charging'
  | 'connectors_faulted'
>

export type StationStatus = (typeof STATION_STATUSES)[number] & Status

/** Those that were here once: of one that never came nobody expects anything yet. */
const away = ({ chargers_total, chargers_online, chargers_never_connected }: CountedStation): number =>
  chargers_total - chargers_online - chargers_never_connected

/** The worst of what its chargers say. */
export function stationStatus(station: CountedStation): StationStatus {
  if (station.chargers_total === 0) return 'unknown'
  if (station.connectors_faulted > 0) return 'faulted'
  if (away(station) > 0) return 'offline'
  if (station.connectors_charging > 0) return 'charging'
  return station.chargers_online > 0 ? 'online' : 'never'
}

/** For sorting: the largest is the worst. */
export const stationSeverity = (station: CountedStation): number =>
  STATION_STATUSES.length - STATION_STATUSES.indexOf(stationStatus(station))

/** The same with its numbers: "1 faulted, 2 offline". */
export function stationWords(station: CountedStation): string {
  const counts = {
    faulted: station.connectors_faulted,
    away: away(station),
    charging: station.connectors_charging,
    online: station.chargers_online,
    never: station.chargers_never_connected,
  }
  switch (stationStatus(station)) {
    case 'unknown':
      return t('No charger')
    case 'faulted':
      return counts.away > 0
        ? t('{faulted, number} faulted, {away, number} offline', counts)
        : t('{faulted, number} faulted', counts)
    case 'offline':
      return t('{away, number} offline', counts)
    case 'charging':
      return t('{charging, number} charging', counts)
    case 'online':
      return counts.never > 0
        ? t('{online, number} online, {never, number} never seen', counts)
        : t('All online')
    case 'never':
      return t('{never, number} never seen', counts)
  }
}
