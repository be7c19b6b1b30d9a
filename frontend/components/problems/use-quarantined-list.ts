'use client'

import type { ColumnDef } from '@tanstack/react-table'

import { orderOf, searched, useEndlessList } from '@/components/data-table/use-endless-list'
import { useTableUrl } from '@/components/data-table/use-table-url'
import { fetchQuarantinedStops, useQuarantinedPages, useQuarantinedSummary } from '@/lib/queries/problems'
import type { QuarantinedStop } from '@/lib/types'

/** The columns that the server can sort by, and what it calls them. */
const ORDERS = {
  claimed: 'claimed_transaction_id',
  charger: 'charge_point_id',
  tag: 'id_tag',
  meter: 'meter_stop',
  reason: 'stop_reason',
  occurred: 'occurred_at',
  received: 'received_at',
  transaction: 'joined_at',
} as const

interface QuarantinedListOptions {
  columns: ColumnDef<QuarantinedStop>[]
  /** Those that have found their transaction, or those that wait for it. */
  joined: boolean
}

/** Stops of no transaction, searched and sorted by the server; they come page by page. */
export function useQuarantinedList({ columns, joined }: QuarantinedListOptions) {
  const url = useTableUrl('-received')
  const found = searched({}, url.asked.search)
  const wanted = { ...found, joined }
  const sort = orderOf(ORDERS, '-received_at', url.asked.sorting)
  const counts = useQuarantinedSummary(found).data
  return useEndlessList({
    url,
    columns,
    pages: useQuarantinedPages({ ...wanted, sort }),
    total: (joined ? counts?.joined : counts?.waiting) ?? 0,
    scope: wanted,
    fetchAll: () => fetchQuarantinedStops({ ...wanted, sort }),
  })
}
