'use client'

import type { Row } from '@tanstack/react-table'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type ReactNode, type Ref } from 'react'

import { useHeldColumns } from '@/components/data-table/use-held-columns'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'

/** A list that comes page by page while it is scrolled. */
export interface Endless {
  /** How many there are, and how many of them have come; those that are drawn may be fewer for a moment. */
  total: number
  come: number
  more: boolean
  loading: boolean
  failed: boolean
  load: () => void
}

const ROW_HEIGHT = 40
// The keyboard walks through rows that are in the document: as many as nobody outruns.
const OVERSCAN = 8

interface EndlessRowsProps<Data> {
  rows: Row<Data>[]
  endless: Endless
  children: (row: Row<Data>, index: number, ref: (row: Element | null) => void) => ReactNode
}

/** Of thousands of rows only those around the screen are in the document. */
export function EndlessRows<Data>({ rows, endless, children }: EndlessRowsProps<Data>) {
  const top = useRef<HTMLTableRowElement>(null)
  const [scrollMargin, setScrollMargin] = useState(0)
  useLayoutEffect(() => {
    if (top.current) setScrollMargin(top.current.getBoundingClientRect().top + window.scrollY)
  }, [])
  // The same one until other rows come: all of them are measured anew for another.
  const getItemKey = useCallback((index: number) => rows[index]?.id ?? index, [rows])
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_HEIGHT,
    getItemKey,
    overscan: OVERSCAN,
    scrollMargin,
    // A row that comes a frame later is seen by nobody, for those above and below are there already.
    useFlushSync: false,
  })
  const shown = virtualizer.getVirtualItems()
  useHeldColumns(top, shown.length > 0)
  const last = shown.at(-1)
  const { come, more, loading, failed, load } = endless
  const near = last !== undefined && last.index >= come - OVERSCAN
  useEffect(() => {
    if (near && more && !loading && !failed) load()
  }, [near, more, loading, failed, load])
  return (
    <>
      <Space ref={top} height={(shown[0]?.start ?? scrollMargin) - scrollMargin} />
      {shown.map(({ index }) => {
        const row = rows[index]
        return row && children(row, index, virtualizer.measureElement)
      })}
      <Space height={virtualizer.getTotalSize() - ((last?.end ?? scrollMargin) - scrollMargin)} />
    </>
  )
}

interface SpaceProps {
  ref?: Ref<HTMLTableRowElement>
  height: number
}

/** In place of the rows that are not in the document. */
function Space({ ref, height }: SpaceProps) {
  return (
    <tr ref={ref} aria-hidden="true">
      <td className="p-0" style={{ height: Math.max(0, height) }} />
    </tr>
  )
}

interface EndlessFooterProps {
  /** "chargers" */
  noun: string
  endless: Endless
}

/** How many are there, and how many have come. */
export function EndlessFooter({ noun, endless }: EndlessFooterProps) {
  if (!endless.more) return null
  return (
    <div className="flex min-h-10 items-center justify-between gap-3 border-t px-4 text-muted-foreground tabular-nums">
      {t('{shown, number} of {total, number} {noun}', { shown: endless.come, total: endless.total, noun })}
      {endless.failed && (
        <Button variant="outline" size="xs" onClick={endless.load}>
          {t('Load more')}
        </Button>
      )}
    </div>
  )
}
