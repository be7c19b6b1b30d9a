import { STATUSES } from '@/components/status-badge'
import { t } from '@/lib/i18n'
import type { StationFilter } from '@/lib/queries/stations'
import { STATION_STATUSES, type StationStatus } from '@/lib/station-status'

/** The server's words for what a station can be. */
const STATES: Record<StationStatus, NonNullable<StationFilter['status']>> = {
  faulted: 'faulted',
  offline: 'offline',
  charging: 'charging',
  online: 'online',
  never: 'never_connected',
  unknown: 'empty',
}

export const stationFilter = (status: StationStatus | null): StationFilter =>
  status ? { status: STATES[status] } : {}

export const stationStateOptions = () =>
  STATION_STATUSES.map((value) => ({
    value,
    label: value === 'unknown' ? t('No charger') : t(STATUSES[value].label),
  }))
