import type { InfiniteData } from '@tanstack/react-query'

export interface Identified {
  id: string
}

interface Page<Item> {
  items: Item[]
  next_cursor?: string | null
}

/** A list in the cache: one page, or all that have come. */
export type Cached<Item> = Page<Item> | InfiniteData<Page<Item>> | undefined

export function mapPages<Item>(cached: Cached<Item>, change: (items: Item[]) => Item[]): Cached<Item> {
  if (!cached) return cached
  if (!('pages' in cached)) return { ...cached, items: change(cached.items) }
  return { ...cached, pages: cached.pages.map((page) => ({ ...page, items: change(page.items) })) }
}

/** Whether a list is without it; one whose further pages are on their way may be about to get it. */
export function lacks(cached: Cached<Identified>, id: string): boolean {
  if (!cached) return false
  if (!('pages' in cached)) return !cached.items.some((item) => item.id === id)
  const whole = !cached.pages.at(-1)?.next_cursor
  return whole && !cached.pages.some(({ items }) => items.some((item) => item.id === id))
}

/** A page of more: who is not on it may well be on another. */
export const isPart = (cached: Cached<Identified>): boolean =>
  cached !== undefined && 'items' in cached && Boolean(cached.next_cursor)
