'use client'

import type { ColumnDef, SortingState } from '@tanstack/react-table'
import { useCallback, useMemo } from 'react'

import { useServerSelection } from '@/components/bulk/use-server-selection'
import { useServerList } from '@/components/data-table/use-server-list'
import { useTableUrl } from '@/components/data-table/use-table-url'
import {
  fetchChargers,
  useChargerPages,
  useChargerSummary,
  type ChargerFilter,
  type ChargerQuery,
} from '@/lib/queries/chargers'
import type { Charger } from '@/lib/types'

type Order = NonNullable<ChargerQuery['sort']>

/** The columns that the server can sort by, and what it calls them. */
const ORDERS = {
  name: 'charge_point_id',
  status: 'status',
  station: 'station',
  model: 'model',
  firmware: 'firmware_version',
  security: 'security_profile',
  profile: 'security_profile',
  seen: 'last_seen_at',
  power: 'power_w',
} as const satisfies Record<string, Order>

const isOrder = (column: string): column is keyof typeof ORDERS => Object.hasOwn(ORDERS, column)

function orderOf([first]: SortingState): Order {
  if (!first || !isOrder(first.id)) return ORDERS.name
  const order = ORDERS[first.id]
  return first.desc ? `-${order}` : order
}

interface ChargerListOptions {
  columns: ColumnDef<Charger>[]
  defaultSort: string
  filter: ChargerFilter
}

/** Chargers of a filter, searched and sorted by the server; they come page by page. */
export function useChargerList({ columns, defaultSort, filter }: ChargerListOptions) {
  const url = useTableUrl(defaultSort)
  const search = url.search.trim()
  const wanted = { ...filter, ...(search && { search }) }
  const sort = orderOf(url.sorting)
  const pages = useChargerPages({ ...wanted, sort })
  const rows = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data])
  const total = useChargerSummary(wanted).data?.total ?? 0
  const fetchAll = () => fetchChargers({ ...wanted, sort })
  const selection = useServerSelection({ scope: JSON.stringify(wanted), all: total, fetchAll })
  const list = useServerList({ url, columns, rows, selection })
  const { fetchNextPage } = pages
  const load = useCallback(() => void fetchNextPage(), [fetchNextPage])
  const endless = {
    total,
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
