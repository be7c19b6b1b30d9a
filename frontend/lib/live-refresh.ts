import type { QueryClient, QueryKey } from '@tanstack/react-query'

import { askAgain } from '@/lib/answers-on-their-way'
import type { Cached, Identified } from '@/lib/live-pages'

/** Samples come many times a second from a large fleet; sums over all of it need no more than this. */
export const SUMMARY_MS = 2_000
/** Of a large fleet most events are about others than those of the page. */
export const PART_MS = 5_000

const pending = new WeakMap<QueryClient, Set<string>>()

/** Refetches what is on the screen under `key`, at most once per `ms`, however many events ask for it. */
export function refresh(client: QueryClient, queryKey: QueryKey, ms = SUMMARY_MS, exact = false): void {
  const waiting = pending.get(client) ?? new Set<string>()
  pending.set(client, waiting)
  const name = JSON.stringify([queryKey, exact])
  if (waiting.has(name)) return
  waiting.add(name)
  setTimeout(() => {
    waiting.delete(name)
    askAgain(client, { queryKey, ...(exact && { exact }) })
  }, ms)
}

/** So long between two questions for a list of several pages: all of them are asked for. */
export const pause = (cached: Cached<Identified>): number =>
  cached && 'pages' in cached && cached.pages.length > 1 ? PART_MS : SUMMARY_MS

/** All that is cached of a list, each by how many pages it has. */
export function refreshPages(client: QueryClient, list: QueryKey): void {
  for (const [key, cached] of client.getQueriesData<Cached<Identified>>({ queryKey: list })) {
    refresh(client, key, pause(cached), true)
  }
}
