'use client'

import { useSyncExternalStore } from 'react'

const STEP_MS = 1000

// One timer for the whole page, however many clocks it shows.
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let now = 0

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    listeners.forEach((notify) => notify())
  }, STEP_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The time in ms, moving on every `step` ms; 0 before the page is mounted. */
export function useNow(step = STEP_MS): number {
  return useSyncExternalStore(
    subscribe,
    () => Math.floor((now ||= Date.now()) / step) * step,
    () => 0,
  )
}

/** What is said of the time in ms, drawn anew when that is other than before; '' before the page is mounted. */
export function useSaidOfNow(say: (now: number) => string): string {
  return useSyncExternalStore(
    subscribe,
    () => say((now ||= Date.now())),
    () => '',
  )
}
