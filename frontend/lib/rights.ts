import { useMemo } from 'react'

import { $api } from '@/lib/api'
import { msg } from '@/lib/i18n'
import type { Me } from '@/lib/types'

export type Right = Me['rights'][number]

/** Who is signed in, with their role and what it may. */
export const useMe = () => $api.useQuery('get', '/api/me', {}, { staleTime: Infinity })

const NONE: ReadonlySet<Right> = new Set()

/** What the signed-in person may; nothing until it is known. The server decides all the same. */
export function useRights(): ReadonlySet<Right> {
  const rights = useMe().data?.rights
  return useMemo(() => (rights ? new Set(rights) : NONE), [rights])
}

/** Whom a page that takes this right is for: who to ask. */
export const PAGE_IS_FOR: Record<Right, string> = msg({
  view: 'This page is for those who run the chargers',
  operate: 'This page is for operators',
  administer: 'This page is for administrators',
})
