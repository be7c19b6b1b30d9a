'use client'

import { useQueries } from '@tanstack/react-query'

import { $api } from '@/lib/api'
import { profileRules, type ProfileRules } from '@/lib/profile-rules'

/** What each of some chargers takes, by its configuration as it was last read. */
export function useProfileRules(ids: string[]): Map<string, ProfileRules> {
  return useQueries({
    queries: ids.map((id) =>
      $api.queryOptions('get', '/api/admin/chargers/{id}/configuration', { params: { path: { id } } }),
    ),
    combine: (results) =>
      new Map(
        results.flatMap(({ data }, index) => {
          const id = ids[index]
          return data && id ? [[id, profileRules(data.items)] as const] : []
        }),
      ),
  })
}
