'use client'

import { ActivityIcon, CrosshairIcon, ListChecksIcon, UserIcon } from 'lucide-react'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

import type { Filter } from '@/components/data-table/filters'
import { actorName } from '@/components/audit/audit-words'
import { dayMoment } from '@/lib/day-moment'
import { msg, t, translated } from '@/lib/i18n'
import { operationWords, OPERATIONS } from '@/lib/operation-words'
import type { AuditQuery } from '@/lib/queries/audit'
import type { AuditEntry } from '@/lib/types'

const PARAMS = {
  q: parseAsString.withDefault(''),
  person: parseAsString,
  operation: parseAsString,
  target: parseAsString,
  end: parseAsStringLiteral(['done', 'failed'] as const),
  from: parseAsString,
  to: parseAsString,
  older: parseAsString,
}

type Name = Exclude<keyof typeof PARAMS, 'older'>
export type AuditFilters = ReturnType<typeof useAuditFilters>

const ENDS = [
  { value: 'done', label: msg('Done') },
  { value: 'failed', label: msg('Refused, failed or unknown') },
]

/** What of the trail is shown, in the address; another filter starts at the newest page again. */
export function useAuditFilters() {
  const [params, setParams] = useQueryStates(PARAMS)
  const { q, person, operation, target, end, from, to } = params
  const [since, until] = [dayMoment(from, 0), dayMoment(to, 1)]
  const query: AuditQuery = {
    ...(q.trim() && { actor: q.trim() }),
    ...(person && { actor_id: person }),
    ...(operation && { operation }),
    ...(target && { target_id: target }),
    ...(end && { failed: end === 'failed' }),
    ...(since && { from: since }),
    ...(until && { to: until }),
  }
  return {
    ...params,
    query,
    set: (change: Partial<Record<Name, string | null>>) =>
      void setParams({ ...(change as Partial<typeof params>), older: null }),
    clear: () => void setParams(null),
    active: Object.keys(query).length > 0,
  }
}

/** The chips: end, operation, and who and what, which are chosen from what is on the page. */
export function auditChips(
  filters: AuditFilters,
  entries: AuditEntry[],
  names: ReadonlyMap<string, string>,
): Filter[] {
  const { person, operation, target, end, set } = filters
  const people = new Map(
    entries.flatMap((entry) => (entry.actor.id ? [[entry.actor.id, actorName(entry)] as const] : [])),
  )
  if (person && !people.has(person)) people.set(person, names.get(person) ?? t('One person'))
  const known = OPERATIONS.some(({ value }) => value === operation)
  const operations =
    operation && !known ? [{ value: operation, label: operationWords(operation) }, ...OPERATIONS] : OPERATIONS
  return [
    {
      key: 'end',
      label: t('End'),
      icon: ActivityIcon,
      options: translated(ENDS),
      value: end,
      onChange: (value) => set({ end: value }),
    },
    {
      key: 'person',
      label: t('By'),
      icon: UserIcon,
      options: [...people].map(([value, label]) => ({ value, label })),
      value: person,
      onChange: (value) => set({ person: value }),
    },
    ...(target
      ? [
          {
            key: 'target',
            label: t('On'),
            icon: CrosshairIcon,
            options: [{ value: target, label: names.get(target) ?? t('One target') }],
            value: target,
            onChange: (value: string | null) => set({ target: value }),
          },
        ]
      : []),
    {
      key: 'operation',
      label: t('Deed'),
      icon: ListChecksIcon,
      options: translated(operations).toSorted((a, b) => a.label.localeCompare(b.label)),
      value: operation,
      onChange: (value) => set({ operation: value }),
    },
  ]
}
