import type { Status } from '@/components/status-badge'
import type { AuditEntry } from '@/lib/types'

interface Outcome {
  status: Status
  label: string
  /** What it means, where the badge alone does not say. */
  detail?: string
}

const REASONS: Record<number, string> = {
  401: 'Nobody was signed in.',
  403: 'Not allowed to them.',
  404: 'There was no such thing.',
  409: 'It did not fit what was there.',
  413: 'It was too large.',
  422: 'What was asked was not valid.',
  429: 'Too many in too short a time.',
}

/** An entry's end. Without a status nobody knows it: it is still under way, or the server died. */
export function outcomeOf({ status }: Pick<AuditEntry, 'status'>): Outcome {
  if (status === null) {
    return {
      status: 'unknown',
      label: 'End unknown',
      detail: 'It was begun and has no answer: it is under way, or the server ended before it answered.',
    }
  }
  if (status < 400) return { status: 'done', label: 'Done' }
  if (status < 500) {
    return {
      status: 'refused',
      label: 'Refused',
      detail: `${REASONS[status] ?? 'It was refused.'} Nothing changed.`,
    }
  }
  return { status: 'failed', label: 'Failed', detail: 'The server failed. Part of it may have been done.' }
}

/** What an address names: what one of them is called, and where it is shown. */
const KINDS: Record<string, { noun: string; href?: (id: string) => string }> = {
  chargers: { noun: 'Charger', href: (id) => `/chargers/${id}` },
  transactions: { noun: 'Transaction', href: (id) => `/transactions/${id}` },
  stations: { noun: 'Station', href: (id) => `/stations?edit=${id}` },
  'id-tags': { noun: 'Id tag', href: (id) => `/id-tags?edit=${id}` },
  users: { noun: 'User', href: (id) => `/users?edit=${id}` },
  'api-keys': { noun: 'API key', href: () => '/api-keys' },
}

const ID_SHOWN = 8

const spoken = (kind: string) => {
  const words = kind.replaceAll('-', ' ').replace(/s$/, '')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const targetNoun = (kind: string): string => KINDS[kind]?.noun ?? spoken(kind)

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
  kind === 'nobody' ? 'Nobody signed in' : kind === 'key' ? `Key ${name}` : name
