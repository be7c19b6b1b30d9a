import { STATUSES, statusTone, type Status } from '@/components/status-badge'
import { msg } from '@/lib/i18n'
import type { UtilisationItem } from '@/lib/types'

type Seconds = Pick<
  UtilisationItem,
  | 'charging_s'
  | 'occupied_s'
  | 'reserved_s'
  | 'free_s'
  | 'unavailable_s'
  | 'faulted_s'
  | 'offline_s'
  | 'connector_s'
  | 'unknown_s'
>

interface State {
  field: Exclude<keyof Seconds, 'connector_s' | 'unknown_s'>
  label: string
  fill: string
  /** As a class, for bars. */
  solid: string
}

const state = (field: State['field'], label: string, status: Status): State => ({
  field,
  label,
  fill: `var(--${STATUSES[status].tone})`,
  solid: statusTone(status).solid,
})

/** How a connector can be, in the order of a bar from its foot. */
export const STATES: State[] = [
  state('charging_s', msg('Charging'), 'charging'),
  state('occupied_s', msg('Occupied'), 'suspended'),
  state('reserved_s', msg('Reserved'), 'reserved'),
  state('free_s', msg('Free'), 'available'),
  state('unavailable_s', msg('Unavailable'), 'unavailable'),
  state('faulted_s', msg('Faulted'), 'faulted'),
  state('offline_s', msg('Offline'), 'offline'),
]

export const SECONDS = [...STATES.map(({ field }) => field), 'connector_s', 'unknown_s'] as const

const known = ({ connector_s, unknown_s }: Seconds): number => connector_s - unknown_s

/** Each state's share of the time in which anything was known; as percent, in the order of `STATES`. */
export const shares = (seconds: Seconds): number[] =>
  STATES.map(({ field }) => (known(seconds) > 0 ? (100 * seconds[field]) / known(seconds) : 0))

/** Charging or occupied; null where nothing was known. */
export const inUse = (seconds: Seconds): number | null =>
  known(seconds) > 0 ? (100 * (seconds.charging_s + seconds.occupied_s)) / known(seconds) : null
