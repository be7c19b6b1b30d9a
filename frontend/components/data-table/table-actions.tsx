'use client'

import type { Column, Table } from '@tanstack/react-table'
import { Columns3Icon, DownloadIcon } from 'lucide-react'

import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { downloadCsv, toCsv } from '@/lib/csv'
import { t } from '@/lib/i18n'

const labelOf = <Row,>({ id, columnDef: { meta } }: Column<Row>) => (meta ? t(meta.label) : id)

/** Which columns are shown. */
export function ColumnsMenu<Row>({ table }: { table: Table<Row> }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline">
          <Columns3Icon /> {t('Columns')}
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
              {labelOf(column)}
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
        metas.map(({ label }) => t(label)),
        rows,
      ),
    )
  }
  return (
    <Button variant="outline" onClick={save}>
      <DownloadIcon /> {t('Export CSV')}
    </Button>
  )
}
