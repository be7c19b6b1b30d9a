'use client'

import type { Column, Table } from '@tanstack/react-table'
import { Columns3Icon, DownloadIcon } from 'lucide-react'
import { useState } from 'react'

import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { downloadCsv, toCsv } from '@/lib/csv'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { toast } from '@/lib/toast'

const labelOf = <Row,>({ id, columnDef: { meta } }: Column<Row>) => (meta ? t(meta.label) : id)

/** Which columns are shown. */
export function ColumnsMenu<Row>({ table }: { table: Table<Row> }) {
  return (
    <DropdownMenu modal={false}>
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

/** The columns that are shown, of these rows. */
function save<Row>(table: Table<Row>, name: string, rows: Row[]): void {
  const metas = table.getVisibleLeafColumns().flatMap(({ columnDef: { meta } }) => (meta?.csv ? [meta] : []))
  downloadCsv(
    name,
    toCsv(
      metas.map(({ label }) => t(label)),
      rows.map((row) => metas.map(({ csv }) => csv?.(row))),
    ),
  )
}

/** All rows of the filter, not only those of the page. */
export function ExportButton<Row>({ table, name }: { table: Table<Row>; name: string }) {
  return (
    <Button
      variant="outline"
      onClick={() =>
        save(
          table,
          name,
          table.getSortedRowModel().rows.map(({ original }) => original),
        )
      }
    >
      <DownloadIcon /> {t('Export CSV')}
    </Button>
  )
}

interface ExportAllProps<Row> {
  table: Table<Row>
  name: string
  fetchAll: () => Promise<Row[]>
}

/** The same for a list of which the browser has only a page. */
export function ExportAll<Row>({ table, name, fetchAll }: ExportAllProps<Row>) {
  const [busy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    try {
      save(table, name, await fetchAll())
    } catch (error) {
      toast.error(t('The export failed'), { description: describeError(error) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button variant="outline" disabled={busy} onClick={() => void run()}>
      <DownloadIcon /> {busy ? t('Exporting') : t('Export CSV')}
    </Button>
  )
}
