'use client'

import { ChartLineIcon, Table2Icon } from 'lucide-react'
import { useState, type ReactNode } from 'react'

import { Button } from '@/components/ui/button'
import { Hint } from '@/components/ui/hint'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { t } from '@/lib/i18n'

interface ChartTableData {
  caption: string
  columns: string[]
  rows: string[][]
}

/**
 * "Show as table": the button for a chart's header, and what to show in the chart's place. `table` is only
 * called while the table is shown.
 */
export function useChartTable(
  chart: ReactNode,
  table: () => ChartTableData,
): { toggle: ReactNode; body: ReactNode } {
  const [asTable, setAsTable] = useState(false)
  const label = asTable ? t('Show as chart') : t('Show as table')
  const toggle = (
    <Hint text={label}>
      <Button variant="ghost" size="icon-xs" aria-label={label} onClick={() => setAsTable(!asTable)}>
        {asTable ? <ChartLineIcon /> : <Table2Icon />}
      </Button>
    </Hint>
  )
  return { toggle, body: asTable ? <ChartTable {...table()} /> : chart }
}

function ChartTable({ caption, columns, rows }: ChartTableData) {
  return (
    <div className="h-full overflow-y-auto" tabIndex={0} role="region" aria-label={caption}>
      <Table>
        <caption className="sr-only">{caption}</caption>
        <TableHeader className="sticky top-0 bg-card">
          <TableRow>
            {columns.map((column, index) => (
              <TableHead key={column} className={index ? 'text-right' : ''}>
                {column}
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row[0]}>
              {row.map((cell, index) => (
                <TableCell key={columns[index]} className={`h-8 tabular-nums ${index ? 'text-right' : ''}`}>
                  {cell}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
