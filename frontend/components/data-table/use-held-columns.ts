'use client'

import { useEffect, useLayoutEffect, type RefObject } from 'react'

/**
 * Columns keep their width while rows come and go: one that follows the rows moves under the reader's eyes, and all of
 * the table is measured and painted anew. What needs more room than the first rows still gets it.
 * `filled`: the first rows are there.
 */
export function useHeldColumns(inside: RefObject<HTMLElement | null>, filled: boolean): void {
  useLayoutEffect(() => {
    const table = inside.current?.closest('table')
    if (filled && table && table.dataset.held !== headline(table)) hold(table)
  })
  useEffect(() => {
    const table = inside.current?.closest('table')
    return table ? holdAgain(table) : undefined
  }, [inside])
}

const headsOf = (table: HTMLTableElement) => [...(table.tHead?.rows[0]?.cells ?? [])]

/** What the widths were taken for: columns come and go. */
const headline = (table: HTMLTableElement) =>
  headsOf(table)
    .map((head) => head.textContent)
    .join()

/** By how much the contents of cells are wider than their columns, px: for each column the most. */
const excess = new WeakMap<HTMLTableElement, number[]>()

/** Gives the columns the widths that the browser chooses for the rows that are there, and keeps it from choosing. */
function hold(table: HTMLTableElement): void {
  const heads = headsOf(table)
  table.style.tableLayout = ''
  for (const { style } of heads) style.width = style.maxWidth = ''
  const widths = heads.map((head) => `${head.getBoundingClientRect().width}px`)
  // What stands out of its cell by intent does so now: the place that a finger hits around a checkbox.
  excess.set(table, excessOf([...table.rows]))
  heads.forEach(({ style }, index) => {
    style.width = widths[index] ?? ''
    // A column that takes what the others leave has none of its own.
    style.maxWidth = 'none'
  })
  table.style.tableLayout = 'fixed'
  table.dataset.held = headline(table)
}

function excessOf(rows: HTMLTableRowElement[]): number[] {
  const most: number[] = []
  for (const { cells } of rows) {
    ;[...cells].forEach(({ scrollWidth, clientWidth }, column) => {
      most[column] = Math.max(most[column] ?? 0, scrollWidth - clientWidth)
    })
  }
  return most
}

const ROUNDING_PX = 1

/** Whether a row shows more than its columns have room for. */
function isTooWide(table: HTMLTableElement, row: HTMLTableRowElement): boolean {
  const usual = excess.get(table) ?? []
  return excessOf([row]).some((px, column) => px > (usual[column] ?? 0) + ROUNDING_PX)
}

/**
 * Where the room changes, or a row needs more of it: one that is new or shows something else, or that of the heads, for
 * the column that orders the rows has an arrow. Returns how to end that.
 */
function holdAgain(table: HTMLTableElement): () => void {
  const place = table.parentElement
  let width = place?.clientWidth
  const changed = new Set<HTMLTableRowElement>()
  let frame = 0
  const look = () => {
    frame = 0
    const rows = [...changed].filter(({ isConnected }) => isConnected)
    changed.clear()
    if (table.dataset.held !== undefined && rows.some((row) => isTooWide(table, row))) hold(table)
  }
  // Before the frame that shows them: the browser measures the rows then in any case.
  const rows = new MutationObserver((records) => {
    for (const row of records.flatMap(rowsOf)) changed.add(row)
    if (changed.size > 0) frame ||= requestAnimationFrame(look)
  })
  const room = new ResizeObserver(() => {
    if (place?.clientWidth === width) return // more rows have come
    width = place?.clientWidth
    if (table.dataset.held !== undefined) hold(table)
  })
  if (place) room.observe(place)
  rows.observe(table, { childList: true, characterData: true, subtree: true })
  return () => {
    cancelAnimationFrame(frame)
    rows.disconnect()
    room.disconnect()
  }
}

function rowsOf({ target, addedNodes }: MutationRecord): HTMLTableRowElement[] {
  const added = [...addedNodes].filter((node) => node instanceof HTMLTableRowElement)
  const element = target instanceof Element ? target : target.parentElement
  const around = element?.closest('tr')
  return around ? [around] : added
}
