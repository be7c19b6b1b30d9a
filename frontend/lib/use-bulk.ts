'use client'

import { useState } from 'react'

import { describeError } from '@/lib/problem'

export interface BulkTarget {
  id: string
  name: string
}

export interface BulkEnd {
  ok: boolean
  detail: string
}

export interface BulkItem<Target extends BulkTarget> {
  target: Target
  state: 'waiting' | 'running' | 'done' | 'failed'
  detail: string
}

/** So many at a time: each is a charger that may take its time to answer. */
const AT_ONCE = 4

/** Does the same to many, a few at a time, and keeps what came of each. */
export function useBulk<Target extends BulkTarget>(act: (target: Target) => Promise<BulkEnd>) {
  const [items, setItems] = useState<BulkItem<Target>[]>([])
  const [running, setRunning] = useState(false)
  const set = (id: string, change: Partial<BulkItem<Target>>) =>
    setItems((old) => old.map((item) => (item.target.id === id ? { ...item, ...change } : item)))

  const one = async (target: Target) => {
    set(target.id, { state: 'running' })
    try {
      const { ok, detail } = await act(target)
      set(target.id, { state: ok ? 'done' : 'failed', detail })
    } catch (error) {
      set(target.id, { state: 'failed', detail: describeError(error) })
    }
  }
  const run = async (targets: Target[]) => {
    setItems(targets.map((target) => ({ target, state: 'waiting', detail: '' })))
    setRunning(true)
    const waiting = [...targets]
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await one(next)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    setRunning(false)
  }
  return { items, running, run, clear: () => setItems([]) }
}
