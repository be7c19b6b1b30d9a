'use client'

import { TableHead, TableRow } from '@/components/ui/table'
import { formatDayHeading, isSameDay } from '@/lib/format'
import { useNow } from '@/lib/use-now'

// Its one cell takes the edge's too: two that end apart would leave a strip where columns are hidden.
const EDGE = 1

interface DayRowProps {
  /** When the row above was. */
  before: string | undefined
  at: string
  columns: number
}

/** Names the day above its first row. */
export function DayRow({ before, at, columns }: DayRowProps) {
  const now = useNow(60_000)
  if (before && isSameDay(before, at)) return null
  return (
    <TableRow className="bg-muted/50 after:hidden hover:bg-muted/50">
      <TableHead scope="rowgroup" colSpan={columns + EDGE} className="h-8">
        {now > 0 && formatDayHeading(at, now)}
      </TableHead>
    </TableRow>
  )
}
