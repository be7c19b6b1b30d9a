'use client'

import { XIcon } from 'lucide-react'
import type { ReactNode } from 'react'

import type { Selection } from '@/components/bulk/selection'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'

interface BulkBarProps<Row> {
  selection: Selection<Row>
  /** Buttons for what can be done. */
  children: ReactNode
}

/** Nothing while nothing is selected. */
export function BulkBar<Row>({ selection, children }: BulkBarProps<Row>) {
  const { rows, all, busy, selectAll, clear } = selection
  const count = rows.length
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
        <Button variant="link" className="px-1" disabled={busy} onClick={selectAll}>
          {busy ? t('Selecting all {all, number}', { all }) : t('Select all {all, number}', { all })}
        </Button>
      )}
      <Button
        variant="ghost"
        size="icon"
        className="max-md:size-10"
        aria-label={t('Clear the selection')}
        onClick={clear}
      >
        <XIcon />
      </Button>
      <span className="ml-auto flex flex-wrap items-center gap-2">{children}</span>
    </div>
  )
}
