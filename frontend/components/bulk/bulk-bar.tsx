'use client'

import type { Table } from '@tanstack/react-table'
import { XIcon } from 'lucide-react'
import type { ReactNode } from 'react'

import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'

interface BulkBarProps<Row> {
  table: Table<Row>
  /** Buttons for what can be done. */
  children: ReactNode
}

/** The rows that are selected and match search and filters: what is not seen is not acted on. */
export const selectedRows = <Row,>(table: Table<Row>): Row[] =>
  table.getFilteredSelectedRowModel().rows.map(({ original }) => original)

/** Nothing while nothing is selected. */
export function BulkBar<Row>({ table, children }: BulkBarProps<Row>) {
  const count = table.getFilteredSelectedRowModel().rows.length
  const all = table.getFilteredRowModel().rows.length
  if (count === 0) return null
  return (
    <div
      role="region"
      aria-label={t('Selected rows')}
      className="sticky top-14 z-20 flex flex-wrap items-center gap-2 rounded-xl border bg-popover px-4 py-2 shadow-pop"
    >
      <span role="status" className="font-medium tabular-nums">
        {t('{count, number} selected', { count })}
      </span>
      {count < all && (
        <Button variant="link" className="px-1" onClick={() => table.toggleAllRowsSelected(true)}>
          {t('Select all {all, number}', { all })}
        </Button>
      )}
      <Button
        variant="ghost"
        size="icon"
        className="max-md:size-10"
        aria-label={t('Clear the selection')}
        onClick={() => table.resetRowSelection(true)}
      >
        <XIcon />
      </Button>
      <span className="ml-auto flex flex-wrap items-center gap-2">{children}</span>
    </div>
  )
}
