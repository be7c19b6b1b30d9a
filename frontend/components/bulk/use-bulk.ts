'use client'

import { useEffect, useRef, useState } from 'react'

import { runBulk, type BulkOutcome } from '@/lib/bulk-run'

export type BulkState = 'running' | BulkOutcome

/** Runs a deed over many and keeps what came of each; leaving the page stops what has not begun. */
export function useBulk<Item extends { id: string }>() {
  const [states, setStates] = useState<ReadonlyMap<string, BulkState>>(new Map())
  const [running, setRunning] = useState(false)
  const abort = useRef<AbortController | null>(null)
  useEffect(() => () => abort.current?.abort(), [])

  const set = ({ id }: Item, state: BulkState) => setStates((old) => new Map(old).set(id, state))
  const run = async (items: Item[], deed: (item: Item) => Promise<BulkOutcome>) => {
    abort.current = new AbortController()
    // Of an earlier run only what is not done again stays.
    const again = new Set(items.map(({ id }) => id))
    setStates((old) => new Map([...old].filter(([id]) => !again.has(id))))
    setRunning(true)
    await runBulk({
      items,
      deed,
      signal: abort.current.signal,
      onStart: (item) => set(item, 'running'),
      onEnd: set,
    })
    setRunning(false)
  }
  return { states, running, run, stop: () => abort.current?.abort() }
}
