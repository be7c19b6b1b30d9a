import type { Status } from '@/components/status-badge'
import { msg, t } from '@/lib/i18n'
import type { AuditEntry } from '@/lib/types'

interface Outcome {
  status: Status
  label: string
  /** What it means, where the badge alone does not say. */
  detail?: string
}

const REASONS: Record<number, string> = msg({
  401: 'Nobody was signed in.',
  403: 'Not allowed to them.',
  404: 'There was no such thing.',
  409: 'It did not fit what was there.',
  413: 'It was too large.',
  422: 'What was asked was not valid.',
  429: 'Too many in too short a time.',
})
const NO_REASON = msg('It was refused.')

/** An entry's end. Without a status nobody knows it: it is still under way, or the server died. */
export function outcomeOf({ status }: Pick<AuditEntry, 'status'>): Outcome {
  if (status === null) {
    return {
      status: 'unknown',
      label: t('End unknown'),
      detail: t('It was begun and has no answer: it is under way, or the server ended before it answered.'),
    }
  }
  if (status < 400) return { status: 'done', label: t('Done') }
  if (status < 500) {
    const reason = REASONS[status] ?? NO_REASON
    return {
      status: 'refused',
      label: t('Refused'),
      detail: t('{reason} Nothing changed.', { reason: t(reason) }),
    }
  }
  return {
    status: 'failed',
    label: t('Failed'),
    detail: t('The server failed. Part of it may have been done.'),
  }
}

/** What an address names: what one of them is called, and where it is shown. */
const KINDS: Record<string, { noun: string; href?: (id: string) => string }> = {
  chargers: { noun: msg('Charger'), href: (id) => `/chargers/${id}` },
  transactions: { noun: msg('Transaction'), href: (id) => `/transactions/${id}` },
  stations: { noun: msg('Station'), href: (id) => `/stations?edit=${id}` },
  'id-tags': { noun: msg('Id tag'), href: (id) => `/id-tags?edit=${id}` },
  users: { noun: msg('User'), href: (id) => `/users?edit=${id}` },
  'api-keys': { noun: msg('API key'), href: () => '/api-keys' },
  account: { noun: msg('Account') },
  attention: { noun: msg('Attention') },
  certificates: { noun: msg('Certificate') },
  data: { noun: msg('Account') },
  'charging-profiles': { noun: msg('Charging profile') },
  'configuration-templates': { noun: msg('Configuration template') },
  firmware: { noun: msg('Firmware') },
  invitations: { noun: msg('Invitation') },
  'local-lists': { noun: msg('Local list') },
  me: { noun: msg('Account') },
  'notification-rules': { noun: msg('Notification rule') },
  reservations: { noun: msg('Reservation') },
  sessions: { noun: msg('Device') },
  'unknown-tags': { noun: msg('Unknown tag') },
  webhooks: { noun: msg('Webhook') },
}

const ID_SHOWN = 8

const spoken = (kind: string) => {
  const words = kind.replaceAll('-', ' ').replace(/s$/, '')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function targetNoun(kind: string): string {
  const known = KINDS[kind]
  return known ? t(known.noun) : spoken(kind)
}

/** Where the target is shown; null where there is no such page, or nothing any more. */
export function targetHref({ target: { kind, id }, operation, status }: AuditEntry): string | null {
  const gone = operation.startsWith('delete_') && status !== null && status < 400
  return id === null || gone ? null : (KINDS[kind]?.href?.(id) ?? null)
}

const NAMES = ['name', 'charge_point_id', 'email', 'id_tag'] as const

/** By the name that it has now, else the one it was given here, else the beginning of its id. */
export function targetName({ target, request }: AuditEntry, names: ReadonlyMap<string, string>): string {
  const known = target.id === null ? undefined : names.get(target.id)
  const given = NAMES.map((name) => request?.[name]).find(
    (value) => typeof value === 'string' && value !== '',
  )
  return known ?? (given as string | undefined) ?? target.id?.slice(0, ID_SHOWN) ?? ''
}

export const actorName = ({ actor: { kind, name } }: Pick<AuditEntry, 'actor'>): string =>
  kind === 'nobody' ? t('Nobody signed in') : kind === 'key' ? t('Key {name}', { name }) : name
