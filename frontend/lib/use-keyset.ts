'use client'

import { parseAsArrayOf, parseAsString, useQueryState } from 'nuqs'

/** Paging by keyset, in the address: each step back keeps the way to the newer page. */
export function useKeyset() {
  const [cursors, setCursors] = useQueryState('older', parseAsArrayOf(parseAsString).withDefault([]))
  return {
    /** Null on the newest page. */
    cursor: cursors.at(-1) ?? null,
    older: (next: string) => void setCursors([...cursors, next], { history: 'push' }),
    newer: () => void setCursors(cursors.length > 1 ? cursors.slice(0, -1) : null),
    newest: () => void setCursors(null),
  }
}
