'use client'

import './column-meta'

import { getCoreRowModel, useReactTable, type ColumnDef } from '@tanstack/react-table'

/** A page of a list that the server searches and orders. */
export function useServerTable<Row extends { id: string }>(rows: Row[], columns: ColumnDef<Row>[]) {
  // eslint-disable-next-line react-hooks/incompatible-library -- react-table keeps its own memoisation
  return useReactTable({
    data: rows,
    columns,
    getRowId: ({ id }) => id,
    enableSorting: false,
    getCoreRowModel: getCoreRowModel(),
  })
}
