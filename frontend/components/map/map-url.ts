'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

import { t } from '@/lib/i18n'
import { STATION_STATUSES, stationStatus, type StationStatus } from '@/lib/station-status'
import type { StationOnMap } from '@/lib/types'

const PARAMS = {
  q: parseAsString.withDefault(''),
  status: parseAsStringLiteral(STATION_STATUSES),
  /** The station that is opened. */
  at: parseAsString,
}

/** Search, state and the opened station, in the address. */
export function useMapUrl() {
  const [{ q, status, at }, setParams] = useQueryStates(PARAMS, { history: 'replace' })
  return {
    search: q,
    status,
    at,
    set: (change: { q?: string | null; status?: string | null; at?: string | null }) =>
      void setParams(change as Partial<{ q: string; status: StationStatus; at: string }>),
    clear: () => void setParams({ q: null, status: null }),
  }
}

export function filterStations(
  stations: StationOnMap[],
  search: string,
  status: StationStatus | null,
): StationOnMap[] {
  const text = search.trim().toLowerCase()
  return stations.filter(
    (station) =>
      (!status || stationStatus(station) === status) &&
      `${station.name} ${station.address ?? ''}`.toLowerCase().includes(text),
  )
}

/** "9 stations, 2 need attention". */
export function mapTitle(stations: StationOnMap[]): string {
  const needing = stations.filter((station) => ['faulted', 'offline'].includes(stationStatus(station))).length
  const count = stations.length
  if (needing === 0) {
    return t(
      '{count, plural, one {# station, nothing faulted or offline} other {# stations, nothing faulted or offline}}',
      { count },
    )
  }
  return t(
    '{count, plural, one {# station} other {# stations}}, {needing, plural, one {# with something faulted or offline} other {# with something faulted or offline}}',
    { count, needing },
  )
}
