'use client'

import { useEffect, useRef, useState } from 'react'

import { runBulk, type BulkOutcome } from '@/lib/bulk-run'

export type BulkState = 'running' | BulkOutcome

/** Of thousands of quick ones not each is drawn by itself. */
const DRAWN_MS = 100

/** Runs a deed over many and keeps what came of each; leaving the page stops what has not begun. */
export function useBulk<Item extends { id: string }>(pause?: number) {
  const { states, set, show } = useStates()
  const [running, setRunning] = useState(false)
  const abort = useRef<AbortController | null>(null)
  useEffect(() => () => abort.current?.abort(), [])

  const run = async (items: Item[], deed: (item: Item) => Promise<BulkOutcome>) => {
    abort.current = new AbortController()
    // Of an earlier run only what is not done again stays.
    for (const { id } of items) set(id, null)
    show()
    setRunning(true)
    await runBulk({
      items,
      deed,
      signal: abort.current.signal,
      onStart: ({ id }) => set(id, 'running'),
      onEnd: ({ id }, outcome) => set(id, outcome),
      ...(pause !== undefined && { pause }),
    })
    show()
    setRunning(false)
  }
  return { states, running, run, stop: () => abort.current?.abort() }
}

/** What came of each, drawn a few times a second; null: nothing yet. */
function useStates() {
  const [states, setStates] = useState<ReadonlyMap<string, BulkState>>(new Map())
  const news = useRef(new Map<string, BulkState | null>())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const show = () => {
    clearTimeout(timer.current)
    timer.current = undefined
    const changes = news.current
    news.current = new Map()
    setStates((old) => {
      const next = new Map(old)
      for (const [id, state] of changes) {
        if (state) next.set(id, state)
        else next.delete(id)
      }
      return next
    })
  }
  const set = (id: string, state: BulkState | null) => {
    news.current.set(id, state)
    timer.current ??= setTimeout(show, DRAWN_MS)
  }
  return { states, set, show }
}
