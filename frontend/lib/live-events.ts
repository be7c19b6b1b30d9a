import type {
  Charger,
  ChargerCertificate,
  Command,
  Connector,
  IdTag,
  Job,
  LocalListSummary,
  Reservation,
  SecurityEvent,
  Station,
  Transaction,
} from '@/lib/types'

export interface Metered {
  /** Our own id; null for samples outside of a transaction. */
  transaction_id: string | null
  charger_id: string
  connector_id: number
  at: string
  power_w: number | null
  energy_wh: number | null
  soc_percent: number | null
  current_a: number | null
  voltage_v: number | null
}

/** What each event of `/api/admin/events` carries. */
export interface LiveEvents {
  'charger.updated': Charger
  'charger.deleted': { id: string }
  'connector.updated': { charger_id: string; connector: Connector }
  'transaction.updated': Transaction
  'transaction.metered': Metered
  'command.updated': Command
  'message.logged': { charger_id: string; count: number; last_at: string }
  'station.updated': Station
  'station.deleted': { id: string }
  'id_tag.updated': IdTag
  'id_tag.deleted': { id: string }
  'unknown_tag.presented': { id_tag: string }
  'unknown_tag.deleted': { id: string }
  'local_list.updated': LocalListSummary
  'reservation.updated': Reservation
  'job.updated': Job
  'certificate.updated': ChargerCertificate
  'security_event.recorded': SecurityEvent
  'violation.recorded': { charger_id: string; count: number; last_at: string }
  'drift.updated': { charger_id: string }
  'firmware.updated': { id: string }
  'webhook.updated': { id: string }
  'notifications.updated': Record<string, never>
  'audit.updated': Record<string, never>
  'attention.updated': { count: number }
  'refusal.recorded': { charge_point_id: string }
  reset: Record<string, never>
}
