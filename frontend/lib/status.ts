import { STATUSES, type Status } from '@/components/status-badge'
import { t } from '@/lib/i18n'
import type { Charger, IdTag } from '@/lib/types'

/** OCPP 1.6, 7.7 ChargePointStatus -> the dashboard's table. */
const CONNECTOR: Record<string, Status> = {
  Available: 'available',
  Preparing: 'preparing',
  Charging: 'charging',
  SuspendedEV: 'suspended',
  SuspendedEVSE: 'suspended',
  Finishing: 'finishing',
  Reserved: 'reserved',
  Unavailable: 'unavailable',
  Faulted: 'faulted',
}

/** A connector's status; offline outranks what it last said. */
export function connectorStatus(reported: string | null | undefined, online: boolean): Status {
  if (!online) return 'offline'
  return CONNECTOR[reported ?? ''] ?? 'unknown'
}

/** Both suspensions share a badge; this says which it is. */
export function connectorStatusTitle(reported: string | null | undefined): string | undefined {
  if (reported === 'SuspendedEV') return t('Suspended by the car')
  if (reported === 'SuspendedEVSE') return t('Suspended by the charger')
  return undefined
}

/** "Charging", "Suspended by the car". */
export const connectorStatusWords = (reported: string | null | undefined, online: boolean): string =>
  connectorStatusTitle(reported) ?? t(STATUSES[connectorStatus(reported, online)].label)

/** A charger's own state; connectors have theirs. */
export function chargerStatus(charger: Pick<Charger, 'online' | 'last_seen_at'>): Status {
  if (charger.online) return 'online'
  return charger.last_seen_at ? 'offline' : 'never'
}

export function idTagStatus(tag: Pick<IdTag, 'blocked' | 'expires_at'>, now: number): Status {
  if (tag.blocked) return 'blocked'
  return tag.expires_at && Date.parse(tag.expires_at) <= now ? 'expired' : 'active'
}

const TRANSACTION: Record<string, Status> = {
  active: 'charging',
  charging: 'charging',
  running: 'charging',
  suspended: 'suspended',
  completed: 'completed',
  stopped: 'completed',
  force_closed: 'force-closed',
  suspect: 'suspect',
}

export function transactionStatus(state: string): Status {
  return TRANSACTION[state] ?? 'unknown'
}
