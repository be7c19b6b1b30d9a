'use client'

import type { ColumnDef, SortingState } from '@tanstack/react-table'
import { useCallback, useMemo } from 'react'

import { useServerSelection } from '@/components/bulk/use-server-selection'
import { useServerList } from '@/components/data-table/use-server-list'
import type { useTableUrl } from '@/components/data-table/use-table-url'

/** The server's word for the order that the address asks for; `orders`: those of the columns it can sort by. */
export function orderOf<Order extends string>(
  orders: Readonly<Record<string, Order>>,
  usual: NoInfer<Order | `-${Order}`>,
  [first]: SortingState,
): Order | `-${Order}` {
  const order = first && Object.hasOwn(orders, first.id) ? orders[first.id] : undefined
  if (!order) return usual
  return first?.desc ? `-${order}` : order
}

/** The filter with what is searched for. */
export function searched<Filter extends object>(filter: Filter, text: string): Filter & { search?: string } {
  const search = text.trim()
  return { ...filter, ...(search && { search }) }
}

interface Pages<Row> {
  data: { pages: { items: Row[] }[] } | undefined
  error: unknown
  isPending: boolean
  isFetching: boolean
  hasNextPage: boolean
  isFetchNextPageError: boolean
  fetchNextPage: () => unknown
  refetch: () => unknown
}

interface EndlessListOptions<Row extends { id: string }> {
  url: ReturnType<typeof useTableUrl>
  columns: ColumnDef<Row>[]
  pages: Pages<Row>
  /** How many the filter selects. */
  total: number
  /** What the list is narrowed to: another scope begins with nothing selected. */
  scope: object
  fetchAll: () => Promise<Row[]>
}

/** A list that the server searches and sorts; its rows come page by page, and can be selected before they have come. */
export function useEndlessList<Row extends { id: string }>(options: EndlessListOptions<Row>) {
  const { url, columns, pages, total, scope, fetchAll } = options
  const rows = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data])
  const selection = useServerSelection({ scope: JSON.stringify(scope), all: total, fetchAll })
  const list = useServerList({ url, columns, rows, selection })
  const { fetchNextPage } = pages
  const load = useCallback(() => void fetchNextPage(), [fetchNextPage])
  const endless = {
    total,
    come: rows.length,
    more: pages.hasNextPage,
    loading: pages.isFetching,
    failed: pages.isFetchNextPageError,
    load,
  }
  return {
    list: { ...list, endless },
    rows,
    selection,
    fetchAll,
    source: { loading: pages.isPending, error: pages.error, refetch: () => void pages.refetch() },
  }
}
