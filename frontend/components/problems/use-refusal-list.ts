'use client'

import type { ColumnDef } from '@tanstack/react-table'

import { orderOf, searched, useEndlessList } from '@/components/data-table/use-endless-list'
import { useTableUrl } from '@/components/data-table/use-table-url'
import { fetchRefusals, useRefusalPages, useRefusalSummary, type RefusalFilter } from '@/lib/queries/problems'
import type { Refusal } from '@/lib/types'

/** The columns that the server can sort by, and what it calls them. */
const ORDERS = {
  name: 'charge_point_id',
  cause: 'cause',
  address: 'address',
  count: 'count',
  last: 'last_at',
} as const

interface RefusalListOptions {
  columns: ColumnDef<Refusal>[]
  filter: RefusalFilter
}

/** Refused connections of a filter, searched and sorted by the server; they come page by page. */
export function useRefusalList({ columns, filter }: RefusalListOptions) {
  const url = useTableUrl('-last')
  const wanted = searched(filter, url.asked.search)
  const sort = orderOf(ORDERS, '-last_at', url.asked.sorting)
  return useEndlessList({
    url,
    columns,
    pages: useRefusalPages({ ...wanted, sort }),
    total: useRefusalSummary(wanted).data?.total ?? 0,
    scope: wanted,
    fetchAll: () => fetchRefusals({ ...wanted, sort }),
  })
}
