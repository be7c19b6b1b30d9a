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

const isSame = <Item>(some: Item[], others: Item[]): boolean =>
  some.length === others.length && some.every((item, place) => item === others[place])

/** Pages in which nothing changes stay the same, and so does a list of them: most events are about others. */
export function mapPages<Item>(cached: Cached<Item>, change: (items: Item[]) => Item[]): Cached<Item> {
  if (!cached) return cached
  const changed = (page: Page<Item>): Page<Item> => {
    const items = change(page.items)
    return isSame(items, page.items) ? page : { ...page, items }
  }
  if (!('pages' in cached)) return changed(cached)
  const pages = cached.pages.map(changed)
  return isSame(pages, cached.pages) ? cached : { ...cached, pages }
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
