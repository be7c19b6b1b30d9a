'use client'

import { useMemo } from 'react'

import { useApiKeys } from '@/lib/queries/api-keys'
import { useChargersById } from '@/lib/queries/chargers'
import { useIdTagsById } from '@/lib/queries/id-tags'
import { useStationsById } from '@/lib/queries/stations'
import { useUsers } from '@/lib/queries/users'
import type { AuditEntry } from '@/lib/types'

const USERS = 500

/** What the targets of these entries are called now. Of what was deleted nothing is known any more. */
export function useTargetNames(entries: AuditEntry[]): ReadonlyMap<string, string> {
  const chargers = useChargersById(useIds(entries, 'chargers'))
  const stations = useStationsById(useIds(entries, 'stations'))
  const tags = useIdTagsById(useIds(entries, 'id-tags'))
  const keys = useApiKeys().items
  const users = useUsers({ limit: USERS }).data?.items
  return useMemo(
    () =>
      new Map([
        ...chargers.map(({ id, charge_point_id }) => [id, charge_point_id] as const),
        ...stations.map(({ id, name }) => [id, name] as const),
        ...tags.map(({ id, id_tag }) => [id, id_tag] as const),
        ...keys.map(({ id, name }) => [id, name] as const),
        ...(users ?? []).map(({ id, email }) => [id, email] as const),
      ]),
    [chargers, stations, tags, keys, users],
  )
}

/** Of the targets of one kind, each once. */
const useIds = (entries: AuditEntry[], kind: string): string[] =>
  useMemo(
    () => [...new Set(entries.flatMap(({ target }) => (target.kind === kind && target.id ? target.id : [])))],
    [entries, kind],
  )
