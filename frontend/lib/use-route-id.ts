'use client'

import { usePathname } from 'next/navigation'
import { useSyncExternalStore } from 'react'

const subscribe = () => () => undefined

/** False on the server and in the first render, true after: what only the browser knows waits for it. */
export function useMounted(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  )
}

/**
 * The id in `/chargers/{id}/…`, where `collection` is `chargers`. Under static export one shell `_` serves every id, so that `useParams()`
 * would answer `_`; the address has the real one, once mounted. Null until then: show the skeleton.
 */
export function useRouteId(collection: string): string | null {
  const mounted = useMounted()
  const pathname = usePathname()
  if (!mounted) return null
  const start = `/${collection}/`
  const id = pathname.startsWith(start) ? pathname.slice(start.length).split('/')[0] : ''
  return id ? decodeURIComponent(id) : null
}
