'use client'

import type { ColumnDef } from '@tanstack/react-table'

import { orderOf, searched, useEndlessList } from '@/components/data-table/use-endless-list'
import { useTableUrl } from '@/components/data-table/use-table-url'
import { fetchIdTags, useIdTagPages, useIdTagSummary, type IdTagFilter } from '@/lib/queries/id-tags'
import type { IdTag } from '@/lib/types'

/** The columns that the server can sort by, and what it calls them. */
const ORDERS = {
  id_tag: 'id_tag',
  status: 'status',
  note: 'note',
  parent: 'parent_id_tag',
  expires: 'expires_at',
  active: 'charging',
  used: 'last_used',
} as const

interface IdTagListOptions {
  columns: ColumnDef<IdTag>[]
  filter: IdTagFilter
}

/** Id tags of a filter, searched and sorted by the server; they come page by page. */
export function useIdTagList({ columns, filter }: IdTagListOptions) {
  const url = useTableUrl('id_tag')
  const wanted = searched(filter, url.asked.search)
  const sort = orderOf(ORDERS, ORDERS.id_tag, url.asked.sorting)
  return useEndlessList({
    url,
    columns,
    pages: useIdTagPages({ ...wanted, sort }),
    total: useIdTagSummary(wanted).data?.total ?? 0,
    scope: wanted,
    fetchAll: () => fetchIdTags({ ...wanted, sort }),
  })
}
