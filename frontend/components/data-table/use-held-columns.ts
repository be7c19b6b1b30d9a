'use client'

import { useEffect, useLayoutEffect, type RefObject } from 'react'

/**
 * Columns keep their width while rows come and go: one that follows the rows moves under the reader's eyes, and all of
 * the table is painted anew. What needs more room than the first rows still gets it.
 */
export function useHeldColumns(inside: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const table = inside.current?.closest('table')
    if (table && table.dataset.held !== headline(table)) hold(table)
  })
  useEffect(() => {
    const table = inside.current?.closest('table')
    if (!table?.parentElement) return
    const observer = new ResizeObserver(() => hold(table))
    observer.observe(table.parentElement)
    return () => observer.disconnect()
  }, [inside])
}

const headsOf = (table: HTMLTableElement) => [...(table.tHead?.rows[0]?.cells ?? [])]

/** What the widths were taken for: columns come and go, and the one that orders the rows has an arrow. */
const headline = (table: HTMLTableElement) =>
  headsOf(table)
    .map((head) => `${head.textContent} ${head.ariaSort ?? ''}`)
    .join()

function hold(table: HTMLTableElement): void {
  const heads = headsOf(table)
  for (const { style } of heads) style.width = ''
  const widths = heads.map((head) => `${head.getBoundingClientRect().width}px`)
  heads.forEach(({ style }, index) => (style.width = widths[index] ?? ''))
  table.dataset.held = headline(table)
}
