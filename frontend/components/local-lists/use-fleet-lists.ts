'use client'

import type { ColumnDef } from '@tanstack/react-table'

import { orderOf, searched, useEndlessList } from '@/components/data-table/use-endless-list'
import { useTableUrl } from '@/components/data-table/use-table-url'
import {
  fetchLocalLists,
  useLocalListCounts,
  useLocalListPages,
  type ListRow,
  type LocalListFilter,
} from '@/lib/queries/local-lists'

/** The columns that the server can sort by, and what it calls them. */
const ORDERS = {
  charger: 'charge_point_id',
  state: 'state',
  mode: 'mode',
  tags: 'wanted_count',
  version: 'acknowledged_version',
  failures: 'failures',
} as const

interface FleetListsOptions {
  columns: ColumnDef<ListRow>[]
  filter: LocalListFilter
}

/** The local lists of a filter, searched and sorted by the server; they come page by page. */
export function useFleetLists({ columns, filter }: FleetListsOptions) {
  const url = useTableUrl('charger')
  const wanted = searched({ ...filter, every: true }, url.asked.search)
  const sort = orderOf(ORDERS, ORDERS.charger, url.asked.sorting)
  const counts = useLocalListCounts(wanted).data
  const fetchAll = () => fetchLocalLists({ ...wanted, sort })
  return {
    ...useEndlessList({
      url,
      columns,
      pages: useLocalListPages({ ...wanted, sort }),
      total: counts?.total ?? 0,
      scope: wanted,
      fetchAll,
    }),
    /** How many of them we keep. */
    kept: counts?.kept ?? 0,
    fetchKept: () => fetchLocalLists({ ...wanted, sort, kept: true }),
  }
}
