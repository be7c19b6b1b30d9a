'use client'

import { useEffect, useLayoutEffect, type RefObject } from 'react'

/**
 * Columns keep their width while rows come and go: one that follows the rows moves under the reader's eyes, and all of
 * the table is painted anew. What needs more room than the first rows still gets it.
 * `filled`: the first rows are there.
 */
export function useHeldColumns(inside: RefObject<HTMLElement | null>, filled: boolean): void {
  useLayoutEffect(() => {
    const table = inside.current?.closest('table')
    if (filled && table && table.dataset.held !== headline(table)) hold(table)
  })
  useEffect(() => {
    const table = inside.current?.closest('table')
    const place = table?.parentElement
    if (!table || !place) return
    let width = place.clientWidth
    const observer = new ResizeObserver(() => {
      if (place.clientWidth === width) return // more rows have come
      width = place.clientWidth
      hold(table)
    })
    observer.observe(place)
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
