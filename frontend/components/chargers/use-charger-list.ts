'use client'

import type { ColumnDef } from '@tanstack/react-table'

import { orderOf, searched, useEndlessList } from '@/components/data-table/use-endless-list'
import { useTableUrl } from '@/components/data-table/use-table-url'
import { fetchChargers, useChargerPages, useChargerSummary, type ChargerFilter } from '@/lib/queries/chargers'
import type { Charger } from '@/lib/types'

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
} as const

interface ChargerListOptions {
  columns: ColumnDef<Charger>[]
  defaultSort: string
  filter: ChargerFilter
}

/** Chargers of a filter, searched and sorted by the server; they come page by page. */
export function useChargerList({ columns, defaultSort, filter }: ChargerListOptions) {
  const url = useTableUrl(defaultSort)
  const wanted = searched(filter, url.asked.search)
  const sort = orderOf(ORDERS, ORDERS.name, url.asked.sorting)
  return useEndlessList({
    url,
    columns,
    pages: useChargerPages({ ...wanted, sort }),
    total: useChargerSummary(wanted).data?.total ?? 0,
    scope: wanted,
    fetchAll: () => fetchChargers({ ...wanted, sort }),
  })
}
