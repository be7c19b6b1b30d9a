'use client'

import { useMemo } from 'react'

import { useApiKeys } from '@/lib/queries/api-keys'
import { useChargers } from '@/lib/queries/chargers'
import { useIdTags } from '@/lib/queries/id-tags'
import { useStations } from '@/lib/queries/stations'
import { useUsers } from '@/lib/queries/users'

const USERS = 500

/** What ids are called now. Of what was deleted nothing is known any more. */
export function useTargetNames(): ReadonlyMap<string, string> {
  const chargers = useChargers().items
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
