'use client'

import type { ColumnDef, SortingState } from '@tanstack/react-table'

import { useServerSelection } from '@/components/bulk/use-server-selection'
import { PAGE_SIZE } from '@/components/data-table/use-list-table'
import { useServerList } from '@/components/data-table/use-server-list'
import { useTableUrl } from '@/components/data-table/use-table-url'
import {
  fetchChargers,
  useChargerPage,
  useChargerSummary,
  type ChargerFilter,
  type ChargerQuery,
} from '@/lib/queries/chargers'
import type { Charger } from '@/lib/types'
import { useKeyset } from '@/lib/use-keyset'

const NONE: Charger[] = []
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

/** Chargers of a filter, searched, sorted and paged by the server. */
export function useChargerList({ columns, defaultSort, filter }: ChargerListOptions) {
  const url = useTableUrl(defaultSort)
  const keyset = useKeyset()
  const search = url.search.trim()
  const wanted = { ...filter, ...(search && { search }) }
  const sort = orderOf(url.sorting)
  const page = useChargerPage({
    ...wanted,
    sort,
    limit: PAGE_SIZE,
    ...(keyset.cursor && { cursor: keyset.cursor }),
  })
  const total = useChargerSummary(wanted).data?.total ?? 0
  const fetchAll = () => fetchChargers({ ...wanted, sort })
  const selection = useServerSelection({ scope: JSON.stringify(wanted), all: total, fetchAll })
  const list = useServerList({
    url,
    keyset,
    columns,
    rows: page.data?.items ?? NONE,
    nextCursor: page.data?.next_cursor ?? null,
    total,
    selection,
  })
  return {
    list,
    selection,
    fetchAll,
    source: { loading: page.isPending, error: page.error, refetch: () => void page.refetch() },
  }
}
