'use client'

import './column-meta'

import {
  functionalUpdate,
  useReactTable,
  type ColumnDef,
  type RowSelectionState,
} from '@tanstack/react-table'

import { getKeptRowModel } from '@/components/data-table/kept-rows'
import type { useTableUrl } from '@/components/data-table/use-table-url'

interface ServerListOptions<Row extends { id: string }> {
  url: ReturnType<typeof useTableUrl>
  columns: ColumnDef<Row>[]
  /** Those that have come so far. */
  rows: Row[]
  selection: { ids: RowSelectionState; select: (ids: RowSelectionState, shown: Row[]) => void }
}

/** The table of a list that the server searches and sorts, with its state in the address. */
export function useServerList<Row extends { id: string }>(options: ServerListOptions<Row>) {
  const { url, columns, rows, selection } = options
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
    getCoreRowModel: getKeptRowModel(),
  })
  return { table, url }
}
