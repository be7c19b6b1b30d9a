/**
 * Messages at the edge of the screen. What shows them is loaded later than the page (components/toasts.tsx): what is
 * said before waits here.
 */
import type { toast as sonner } from 'sonner'

type Shower = Pick<typeof sonner, 'error' | 'success' | 'warning'> & ((...message: Message) => unknown)
type Message = Parameters<typeof sonner>

let shower: Shower | null = null
let waiting: ((shower: Shower) => unknown)[] = []
let wanted = false
const listeners = new Set<() => void>()

function show(message: (shower: Shower) => unknown): void {
  if (shower) {
    message(shower)
    return
  }
  waiting.push(message)
  wantToasts()
}

export const toast = Object.assign((...message: Message) => show((shower) => shower(...message)), {
  error: (...message: Message) => show((shower) => shower.error(...message)),
  success: (...message: Message) => show((shower) => shower.success(...message)),
  warning: (...message: Message) => show((shower) => shower.warning(...message)),
})

/** Whether what shows messages should be there. */
export const areToastsWanted = (): boolean => wanted

export function wantToasts(): void {
  wanted = true
  for (const listener of listeners) listener()
}

export function onToastsWanted(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** From now on messages are shown by this, those that waited first. Returns how to take it back. */
export function showToastsWith(by: Shower): () => void {
  shower = by
  const before = waiting
  waiting = []
  for (const message of before) message(by)
  return () => {
    shower = null
  }
}
