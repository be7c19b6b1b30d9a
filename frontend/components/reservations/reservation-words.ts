import type { Status } from '@/components/status-badge'
import { msg } from '@/lib/i18n'
import type { ConfigurationKey, Reservation } from '@/lib/types'

type State = Reservation['state']

interface StateWords {
  status: Status
  /** Shown with `t()`. */
  label: string
}

export const STATES: Record<State, StateWords> = {
  requested: { status: 'in_progress', label: msg('Asked for') },
  active: { status: 'reserved', label: msg('Reserved') },
  used: { status: 'done', label: msg('Used') },
  cancelled: { status: 'completed', label: msg('Cancelled') },
  expired: { status: 'expired', label: msg('Expired') },
  refused: { status: 'rejected', label: msg('Refused') },
  ended: { status: 'unavailable', label: msg('Ended') },
  unknown: { status: 'timeout', label: msg('End unknown') },
}

export const STATE_NAMES = Object.keys(STATES) as [State, ...State[]]

/** Whether there is still something to cancel. */
export const isOpen = ({ state }: Pick<Reservation, 'state'>): boolean =>
  state === 'requested' || state === 'active' || state === 'unknown'

const valueOf = (keys: ConfigurationKey[], name: string): string | null =>
  keys.find(({ key }) => key.toLowerCase() === name.toLowerCase())?.value?.toLowerCase() ?? null

/** OCPP 1.6, 9.1.29 SupportedFeatureProfiles: no when the charger has said so; what it has not said it may do. */
export const supportsReservations = (keys: ConfigurationKey[]): boolean =>
  valueOf(keys, 'SupportedFeatureProfiles')?.includes('reservation') ?? true

/** OCPP 1.6, 9.3.1 ReserveConnectorZeroSupported: yes only when the charger has said so. */
export const reservesAnyConnector = (keys: ConfigurationKey[]): boolean =>
  valueOf(keys, 'ReserveConnectorZeroSupported') === 'true'
