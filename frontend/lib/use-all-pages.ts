'use client'

import { useEffect, useMemo } from 'react'

interface Paged<Item> {
  data: { pages: { items: Item[] }[] } | undefined
  error: unknown
  isPending: boolean
  hasNextPage: boolean
  isFetchingNextPage: boolean
  isFetchNextPageError: boolean
  fetchNextPage: () => unknown
  refetch: () => unknown
}

/** Follows the cursor to the end, so that a list can be searched and sorted as a whole; rows show as they come. */
export function useAllPages<Item>(query: Paged<Item>) {
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query
  // An answer may come so fast that nobody has seen it being fetched: each page asks for the next.
  const pages = data?.pages.length
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) fetchNextPage()
  }, [pages, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage])
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  return {
    items,
    loading: query.isPending,
    /** The last page is here too. */
    complete: !query.isPending && !hasNextPage,
    error: query.error,
    refetch: () => void query.refetch(),
  }
}
