'use client'

import { flexRender, type Row, type Table as TableModel } from '@tanstack/react-table'
import Link from 'next/link'
import { Fragment, useRef, type MouseEvent, type ReactNode } from 'react'

import { useRowKeys } from '@/components/data-table/data-table'
import { DayRow } from '@/components/data-table/day-row'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { formatClock } from '@/lib/format'
import { t } from '@/lib/i18n'
import type { Transaction } from '@/lib/types'
import { cn } from '@/lib/utils'

const SKELETONS = 14

interface TransactionTableProps {
  table: TableModel<Transaction>
  loading: boolean
  selected: string | null
  onOpen: (id: string) => void
  empty: ReactNode
  footer: ReactNode
}

/** Rows grouped by the day they started. */
export function TransactionTable({ table, loading, selected, onOpen, empty, footer }: TransactionTableProps) {
  const body = useRef<HTMLTableSectionElement>(null)
  const rows = table.getRowModel().rows
  const columns = table.getVisibleLeafColumns()
  // With the sheet open the same keys walk through it.
  useRowKeys(selected === null ? body : null)
  return (
    <Card className="overflow-clip">
      <Table aria-label={t('Transactions')} aria-busy={loading}>
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            {columns.map(({ id, columnDef: { meta, header } }) => (
              <TableHead
                key={id}
                className={cn('h-9', meta?.align === 'right' && 'text-right', layoutOf(meta?.className))}
              >
                {t(String(header))}
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody ref={body}>
          {loading
            ? Array.from({ length: SKELETONS }, (_, index) => (
                <TableRow key={index}>
                  <TableCell colSpan={columns.length}>
                    <Skeleton className="h-5" />
                  </TableCell>
                </TableRow>
              ))
            : rows.map((row, index) => (
                <Fragment key={row.id}>
                  <DayRow
                    before={rows[index - 1]?.original.started_at}
                    at={row.original.started_at}
                    columns={columns.length}
                  />
                  <TransactionRow row={row} selected={row.id === selected} onOpen={onOpen} />
                </Fragment>
              ))}
        </TableBody>
      </Table>
      {!loading && rows.length === 0 && <div className="border-t">{empty}</div>}
      {footer}
    </Card>
  )
}

/** A head hides with its column, but keeps its own weight and colour. */
const layoutOf = (className = '') =>
  className
    .split(' ')
    .filter((name) => name.endsWith('hidden'))
    .join(' ')

interface TransactionRowProps {
  row: Row<Transaction>
  selected: boolean
  onOpen: (id: string) => void
}

function TransactionRow({ row, selected, onOpen }: TransactionRowProps) {
  const { id, transaction_id, charge_point_id, connector_id, started_at } = row.original
  const open = (event: MouseEvent) => {
    // With a modifier it is a link like any other: a new tab with the transaction's own page.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    event.stopPropagation()
    onOpen(id)
  }
  return (
    <TableRow
      data-state={selected ? 'selected' : undefined}
      aria-selected={selected}
      className="cursor-pointer focus-within:bg-muted/60"
      onClick={() => onOpen(id)}
    >
      {row.getVisibleCells().map((cell) => {
        const { align, className } = cell.column.columnDef.meta ?? {}
        return (
          <TableCell
            key={cell.id}
            className={cn('@max-xl:h-12', align === 'right' && 'text-right tabular-nums', className)}
          >
            {cell.column.id === 'transaction' ? (
              <Link href={`/transactions/${id}`} data-row-link onClick={open}>
                {transaction_id ?? t('No number')}
                <span className="block truncate text-xs font-normal text-muted-foreground @xl:hidden">
                  {charge_point_id} / {connector_id}, {formatClock(started_at)}
                </span>
              </Link>
            ) : (
              flexRender(cell.column.columnDef.cell, cell.getContext())
            )}
          </TableCell>
        )
      })}
    </TableRow>
  )
}
