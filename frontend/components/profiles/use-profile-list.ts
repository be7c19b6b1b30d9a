'use client'

import type { ColumnDef } from '@tanstack/react-table'

import { orderOf, searched, useEndlessList } from '@/components/data-table/use-endless-list'
import { useTableUrl } from '@/components/data-table/use-table-url'
import {
  fetchChargingProfiles,
  useProfilePages,
  useProfileSummary,
  type ProfileFilter,
} from '@/lib/queries/charging-profiles'
import type { ChargingProfile } from '@/lib/types'

/** The columns that the server can sort by, and what it calls them. */
const ORDERS = {
  charger: 'charge_point_id',
  purpose: 'purpose',
  rhythm: 'kind',
  level: 'stack_level',
  installed: 'installed_at',
} as const

interface ProfileListOptions {
  columns: ColumnDef<ChargingProfile>[]
  filter: ProfileFilter
}

/** Charging profiles of a filter, searched and sorted by the server; they come page by page. */
export function useProfileList({ columns, filter }: ProfileListOptions) {
  const url = useTableUrl('-installed')
  const wanted = searched(filter, url.asked.search)
  const sort = orderOf(ORDERS, '-installed_at', url.asked.sorting)
  return useEndlessList({
    url,
    columns,
    pages: useProfilePages({ ...wanted, sort }),
    total: useProfileSummary(wanted).data?.total ?? 0,
    scope: wanted,
    fetchAll: () => fetchChargingProfiles({ ...wanted, sort }),
  })
}
