'use client'

import { XIcon } from 'lucide-react'
import type { ReactNode } from 'react'

import type { Selection } from '@/components/bulk/selection'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { cn } from '@/lib/utils'

interface BulkBarProps<Row> {
  selection: Selection<Row>
  /** Buttons for what can be done. */
  children: ReactNode
}

/** On the phone above the places, the deeds as those are: in one row for a thumb. */
const PLACE =
  'sticky bottom-4 z-20 max-md:bottom-[calc(4.5rem+env(safe-area-inset-bottom))] max-md:px-3 max-md:pt-1 max-md:pb-2'
const DEEDS =
  'ml-auto flex flex-wrap items-center gap-2 max-md:w-full max-md:flex-nowrap max-md:gap-1.5 max-md:*:data-[slot=button]:h-12 max-md:*:data-[slot=button]:min-w-0 max-md:*:data-[slot=button]:flex-1 max-md:*:data-[slot=button]:flex-col max-md:*:data-[slot=button]:gap-0.5 max-md:*:data-[slot=button]:px-1 max-md:*:data-[slot=button]:text-2xs'

/** Nothing while nothing is selected. Stands below the table and stays on the screen, so that no row moves. */
export function BulkBar<Row>({ selection, children }: BulkBarProps<Row>) {
  const { rows, all, busy, selectAll, clear } = selection
  const count = rows.length
  if (count === 0) return null
  return (
    <div
      role="region"
      aria-label={t('Selected rows')}
      className={cn(
        'flex flex-wrap items-center gap-x-2 gap-y-1 rounded-xl border bg-popover px-4 py-2 shadow-pop',
        PLACE,
      )}
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
        className="max-md:ml-auto max-md:size-10"
        aria-label={t('Clear the selection')}
        onClick={clear}
      >
        <XIcon />
      </Button>
      <span className={DEEDS}>{children}</span>
    </div>
  )
}
