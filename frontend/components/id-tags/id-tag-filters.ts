import { msg } from '@/lib/i18n'
import type { IdTagFilter } from '@/lib/queries/id-tags'

/** What the list can be narrowed to, as the address says it. */
export const ID_TAG_STATES: { value: string; label: string; filter: IdTagFilter }[] = [
  { value: 'active', label: msg('Active'), filter: { blocked: false, expired: false } },
  { value: 'blocked', label: msg('Blocked'), filter: { blocked: true } },
  { value: 'expired', label: msg('Expired'), filter: { blocked: false, expired: true } },
  { value: 'charging', label: msg('Charging now'), filter: { charging: true } },
]

export const idTagFilter = (state: string | null): IdTagFilter =>
  ID_TAG_STATES.find(({ value }) => value === state)?.filter ?? {}
