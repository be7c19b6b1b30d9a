'use client'

import { useEffect, useRef, type RefObject } from 'react'

import { useRowKeys } from '@/components/data-table/data-table'
import { useHotkey } from '@/lib/use-hotkey'
import type { AttentionItem } from '@/lib/types'

const MATTER = '[data-matter]'

interface Keys {
  items: AttentionItem[]
  selected: AttentionItem[]
  select: (item: AttentionItem) => void
  dismiss: (items: AttentionItem[]) => void
  snooze: (items: AttentionItem[]) => void
  undo: () => void
}

/** j and k walk, x selects, e dismisses, s snoozes, z undoes; what is selected, else the row in focus. */
export function useProblemKeys(list: RefObject<HTMLUListElement | null>, keys: Keys): void {
  const { items, selected } = keys
  const left = useRef<number | null>(null)
  const leaving = useRef(new Set<string>())
  useRowKeys(list)
  /** The row in focus; while it leaves, a key is already for the one that takes its place. */
  const focused = () => {
    const id = document.activeElement?.closest<HTMLElement>(MATTER)?.dataset.matter
    const staying = items.filter((item) => !leaving.current.has(item.id))
    const next = left.current === null ? undefined : staying[Math.min(left.current, staying.length - 1)]
    return staying.find((item) => item.id === id) ?? next
  }
  const putAside = (deed: Keys['dismiss']) => {
    const item = focused()
    const chosen = selected.length > 0 ? selected : item ? [item] : []
    if (chosen.length === 0) return
    left.current = item ? items.filter(({ id }) => !leaving.current.has(id)).indexOf(item) : null
    for (const { id } of chosen) leaving.current.add(id)
    deed(chosen)
  }
  useHotkey({ key: 'e' }, () => putAside(keys.dismiss))
  useHotkey({ key: 's' }, () => putAside(keys.snooze))
  useHotkey({ key: 'z' }, keys.undo)
  useHotkey({ key: 'x' }, () => {
    const item = focused()
    if (item) keys.select(item)
  })
  // The row in focus has left with its focus: the one in its place takes it.
  useEffect(() => {
    leaving.current = new Set(items.flatMap(({ id }) => (leaving.current.has(id) ? id : [])))
    if (left.current === null || document.activeElement?.closest(MATTER)) return
    const links = list.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? []
    links[Math.min(left.current, links.length - 1)]?.focus()
    left.current = null
  }, [items, list])
}
