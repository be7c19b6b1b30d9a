'use client'

import './column-meta'

import {
  functionalUpdate,
  getCoreRowModel,
  useReactTable,
  type ColumnDef,
  type RowSelectionState,
} from '@tanstack/react-table'

import { PAGE_SIZE } from '@/components/data-table/use-list-table'
import type { useTableUrl } from '@/components/data-table/use-table-url'
import type { useKeyset } from '@/lib/use-keyset'

interface ServerListOptions<Row extends { id: string }> {
  url: ReturnType<typeof useTableUrl>
  keyset: ReturnType<typeof useKeyset>
  columns: ColumnDef<Row>[]
  /** Those of the page that is shown. */
  rows: Row[]
  nextCursor: string | null
  /** How many match. */
  total: number
  selection: { ids: RowSelectionState; select: (ids: RowSelectionState, shown: Row[]) => void }
}

/** A list that the server searches, sorts and pages, with its state in the address. */
export function useServerList<Row extends { id: string }>(options: ServerListOptions<Row>) {
  const { url, keyset, columns, rows, nextCursor, total, selection } = options
  const { sorting, columnVisibility } = url
  // eslint-disable-next-line react-hooks/incompatible-library -- react-table keeps its own memoisation
  const table = useReactTable({
    data: rows,
    columns,
    getRowId: ({ id }) => id,
    state: { sorting, columnVisibility, rowSelection: selection.ids },
    onSortingChange: (update) => url.setSorting(functionalUpdate(update, sorting)),
    onColumnVisibilityChange: (update) => url.setColumnVisibility(functionalUpdate(update, columnVisibility)),
    onRowSelectionChange: (update) => selection.select(functionalUpdate(update, selection.ids), rows),
    manualSorting: true,
    enableSortingRemoval: false,
    getCoreRowModel: getCoreRowModel(),
  })
  return {
    table,
    url,
    paging: {
      from: keyset.depth * PAGE_SIZE,
      shown: rows.length,
      total,
      previous: keyset.cursor ? keyset.newer : null,
      next: nextCursor ? () => keyset.older(nextCursor) : null,
    },
  }
}
