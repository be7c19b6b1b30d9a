const QUIET_MS = 2_500

/**
 * Loads what somebody may open later once the page has what it needs. A failure is nobody's concern yet: whoever
 * opens it asks again, and is told then. Returns how to take it back.
 */
export function afterFirstLoad(load: () => Promise<unknown>): () => void {
  const timer = setTimeout(() => prepare(load), QUIET_MS)
  return () => clearTimeout(timer)
}

/** Begins to load what is about to be opened. */
export function prepare(load: () => Promise<unknown>): void {
  load().catch(() => undefined)
}
