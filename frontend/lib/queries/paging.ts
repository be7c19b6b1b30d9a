/** The most that the server gives at once: ten thousand chargers are twenty answers. */
export const PAGE = 500

/** As many rows as fill a few screens. */
export const SCREENS = 100

/** So many ids the server looks for at once. */
export const MOST_IDS = 100

/** How openapi-react-query follows `next_cursor`. */
export const byCursor = {
  pageParamName: 'cursor',
  // Not undefined, for which it would send `cursor=0`; null is left out of the address.
  initialPageParam: null,
  getNextPageParam: (last: { next_cursor?: string | null }) => last.next_cursor ?? undefined,
}

interface Page<Item> {
  items: Item[]
  next_cursor?: string | null
}

type Ask<Item> = (paging: { limit: number; cursor?: string }) => Promise<{ data?: Page<Item> }>

/** Everything that a question selects, page by page. `onPage`: how many have come so far. */
export async function everyPage<Item>(ask: Ask<Item>, onPage?: (count: number) => void): Promise<Item[]> {
  const found: Item[] = []
  let cursor: string | null | undefined = null
  do {
    const answer: { data?: Page<Item> } = await ask({ limit: PAGE, ...(cursor && { cursor }) })
    found.push(...(answer.data?.items ?? []))
    onPage?.(found.length)
    cursor = answer.data?.next_cursor
  } while (cursor)
  return found
}

/** The ids of questions of which each is about no more than the server takes. */
export const inParts = (ids: string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / MOST_IDS) }, (_, part) =>
    ids.slice(part * MOST_IDS, (part + 1) * MOST_IDS),
  )
