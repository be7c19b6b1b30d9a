'use client'

import type { ColumnDef } from '@tanstack/react-table'

import { orderOf, searched, useEndlessList } from '@/components/data-table/use-endless-list'
import { useTableUrl } from '@/components/data-table/use-table-url'
import {
  fetchViolations,
  useViolationPages,
  useViolationSummary,
  type ViolationFilter,
} from '@/lib/queries/problems'
import type { Violation } from '@/lib/types'

/** The columns that the server can sort by, and what it calls them. */
const ORDERS = {
  charger: 'charge_point_id',
  rule: 'rule',
  action: 'action',
  model: 'model',
  firmware: 'firmware_version',
  count: 'count',
  last: 'last_at',
} as const

interface ViolationListOptions {
  columns: ColumnDef<Violation>[]
  /** Null while it is not known yet. */
  filter: ViolationFilter | null
}

/** Kinds of broken rules of a filter, searched and sorted by the server; they come page by page. */
export function useViolationList({ columns, filter }: ViolationListOptions) {
  const url = useTableUrl('-last')
  const wanted = filter && searched(filter, url.asked.search)
  const sort = orderOf(ORDERS, '-last_at', url.asked.sorting)
  return useEndlessList({
    url,
    columns,
    pages: useViolationPages(wanted && { ...wanted, sort }),
    total: useViolationSummary(wanted).data?.total ?? 0,
    scope: wanted ?? {},
    fetchAll: () => fetchViolations({ ...wanted, sort }),
  })
}
