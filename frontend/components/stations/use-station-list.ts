'use client'

import { orderOf, searched, useEndlessList } from '@/components/data-table/use-endless-list'
import { useTableUrl } from '@/components/data-table/use-table-url'
import { STATION_COLUMNS } from '@/components/stations/station-columns'
import { fetchStations, useStationPages, useStationSummary, type StationFilter } from '@/lib/queries/stations'

/** The columns that the server can sort by, and what it calls them. */
const ORDERS = {
  name: 'name',
  address: 'address',
  state: 'status',
  chargers: 'chargers_total',
  available: 'connectors_available',
  power: 'power_w',
  limit: 'power_limit_w',
} as const

/** Stations of a filter, searched and sorted by the server; they come page by page. */
export function useStationList(filter: StationFilter) {
  const url = useTableUrl('name')
  const wanted = searched(filter, url.asked.search)
  const sort = orderOf(ORDERS, ORDERS.name, url.asked.sorting)
  return useEndlessList({
    url,
    columns: STATION_COLUMNS,
    pages: useStationPages({ ...wanted, sort }),
    total: useStationSummary(wanted).data?.total ?? 0,
    scope: wanted,
    fetchAll: () => fetchStations({ ...wanted, sort }),
  })
}
