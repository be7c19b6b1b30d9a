'use client'

import type { Table } from '@tanstack/react-table'
import { Columns3Icon, DownloadIcon } from 'lucide-react'

import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { downloadCsv, toCsv } from '@/lib/csv'

/** Which columns are shown. */
export function ColumnsMenu<Row>({ table }: { table: Table<Row> }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline">
          <Columns3Icon /> Columns
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {table
          .getAllLeafColumns()
          .filter((column) => column.getCanHide())
          .map((column) => (
            <DropdownMenuCheckboxItem
              key={column.id}
              checked={column.getIsVisible()}
              onCheckedChange={(checked) => column.toggleVisibility(checked)}
              onSelect={(event) => event.preventDefault()}
            >
              {column.columnDef.meta?.label ?? column.id}
            </DropdownMenuCheckboxItem>
          ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

/** All rows of the filter, not only those of the page. */
export function ExportButton<Row>({ table, name }: { table: Table<Row>; name: string }) {
  const save = () => {
    const metas = table
      .getVisibleLeafColumns()
      .flatMap(({ columnDef: { meta } }) => (meta?.csv ? [meta] : []))
    const rows = table.getSortedRowModel().rows.map(({ original }) => metas.map(({ csv }) => csv?.(original)))
    downloadCsv(
      name,
      toCsv(
        metas.map(({ label }) => label),
        rows,
      ),
    )
  }
  return (
    <Button variant="outline" onClick={save}>
      <DownloadIcon /> Export CSV
    </Button>
  )
}
