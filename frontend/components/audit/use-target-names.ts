'use client'

import { useMemo } from 'react'

import { useApiKeys } from '@/lib/queries/api-keys'
import { useChargersById } from '@/lib/queries/chargers'
import { useIdTags } from '@/lib/queries/id-tags'
import { useStations } from '@/lib/queries/stations'
import { useUsers } from '@/lib/queries/users'
import type { AuditEntry } from '@/lib/types'

const USERS = 500
const CHARGER = 'chargers'

/** What the targets of these entries are called now. Of what was deleted nothing is known any more. */
export function useTargetNames(entries: AuditEntry[]): ReadonlyMap<string, string> {
  const ids = useMemo(
    () => [
      ...new Set(entries.flatMap(({ target }) => (target.kind === CHARGER && target.id ? target.id : []))),
    ],
    [entries],
  )
  const chargers = useChargersById(ids)
  const stations = useStations().items
  const tags = useIdTags().items
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
