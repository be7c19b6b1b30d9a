'use client'

import type { ColumnDef } from '@tanstack/react-table'

import { orderOf, searched, useEndlessList } from '@/components/data-table/use-endless-list'
import { useTableUrl } from '@/components/data-table/use-table-url'
import {
  fetchDrift,
  useDriftPages,
  useDriftSummary,
  type DriftFilter,
  type DriftRow,
} from '@/lib/queries/configuration'

/** The columns that the server can sort by, and what it calls them. */
const ORDERS = {
  charger: 'charge_point_id',
  model: 'model',
  keys: 'keys',
} as const

interface DriftListOptions {
  columns: ColumnDef<DriftRow>[]
  filter: DriftFilter
}

/** Chargers that are not as desired, searched and sorted by the server; they come page by page. */
export function useDriftList({ columns, filter }: DriftListOptions) {
  const url = useTableUrl('charger')
  const wanted = searched(filter, url.asked.search)
  const sort = orderOf(ORDERS, ORDERS.charger, url.asked.sorting)
  const counts = useDriftSummary(wanted).data
  return {
    ...useEndlessList({
      url,
      columns,
      pages: useDriftPages({ ...wanted, sort }),
      total: counts?.total ?? 0,
      scope: wanted,
      fetchAll: () => fetchDrift({ ...wanted, sort }),
    }),
    /** How many of them can be repaired now. */
    online: counts?.online ?? 0,
  }
}
