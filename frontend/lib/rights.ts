import { $api } from '@/lib/api'
import type { Me } from '@/lib/types'

export type Right = Me['rights'][number]

/** Who is signed in, with their role and what it may. */
export const useMe = () => $api.useQuery('get', '/api/me', {}, { staleTime: Infinity })

const NONE: ReadonlySet<Right> = new Set()

/** What the signed-in person may; nothing until it is known. The server decides all the same. */
export function useRights(): ReadonlySet<Right> {
  const rights = useMe().data?.rights
  return rights ? new Set(rights) : NONE
}

/** The role with the fewest rights that has this one, in words: who to ask. */
export const WHO_MAY: Record<Right, string> = {
  view: 'those who run the chargers',
  operate: 'operators',
  administer: 'administrators',
}
