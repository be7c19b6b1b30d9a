import type { Status } from '@/components/status-badge'
import { msg } from '@/lib/i18n'
import type { AttentionItem } from '@/lib/types'

type Kind = AttentionItem['kind']

interface KindWords {
  label: string
  status: Status
}

/** Each kind of matter: its word (for `t()`), and the status whose icon and colour it has. */
export const KIND_WORDS: Record<Kind, KindWords> = {
  faulted: { label: msg('Faulted'), status: 'faulted' },
  offline: { label: msg('Offline'), status: 'offline' },
  refused: { label: msg('Refused'), status: 'refused' },
  suspect: { label: msg('Suspect'), status: 'suspect' },
  security: { label: msg('Security'), status: 'faulted' },
  drift: { label: msg('Drift'), status: 'rule-broken' },
  firmware: { label: msg('Firmware'), status: 'failed' },
  certificate: { label: msg('Certificate'), status: 'rule-broken' },
  local_list: { label: msg('Local list'), status: 'failed' },
  reservation: { label: msg('Reservation'), status: 'reserved' },
  unknown_tag: { label: msg('Unknown tag'), status: 'refused' },
  webhook: { label: msg('Webhook'), status: 'failed' },
}

export const KINDS = [
  'faulted',
  'offline',
  'security',
  'refused',
  'suspect',
  'drift',
  'firmware',
  'certificate',
  'local_list',
  'reservation',
  'unknown_tag',
  'webhook',
] as const satisfies readonly Kind[]

/** The tab of its charger, or the list, where a kind of matter is seen to. */
const PLACES: Partial<Record<Kind, (item: AttentionItem) => string>> = {
  webhook: () => '/webhooks',
  security: ({ charger_id }) => `/chargers/${charger_id ?? ''}/security`,
  certificate: ({ charger_id }) => `/chargers/${charger_id ?? ''}/security`,
  drift: ({ charger_id }) => `/chargers/${charger_id ?? ''}/configuration`,
  firmware: ({ charger_id }) => `/chargers/${charger_id ?? ''}/logs`,
  local_list: ({ charger_id }) => `/local-lists?list=${charger_id ?? ''}`,
  reservation: ({ charger_id }) => `/reservations?charger=${charger_id ?? ''}`,
  unknown_tag: () => '/id-tags?status=unknown',
}

/** Where a matter leads: its transaction, its charger, the log that it comes from. */
export function hrefOf(item: AttentionItem): string {
  const { kind, transaction_id, charger_id, charge_point_id, suggestion } = item
  const place = PLACES[kind]
  if (place) return place(item)
  if (kind === 'refused') {
    return suggestion
      ? `/chargers/${suggestion.charger_id}`
      : `/problems/refusals?q=${encodeURIComponent(charge_point_id ?? '')}`
  }
  if (kind === 'suspect' && transaction_id) return `/transactions/${transaction_id}`
  return charger_id ? `/chargers/${charger_id}` : '/problems'
}
