'use client'

import { useMemo, useState } from 'react'

interface Held<Item> {
  shown: Item[]
  /** How many new rows wait. */
  waiting: number
}

/**
 * While `hold` is set the rows on the screen stay the same ones, in their newest version, and those that came since
 * wait: nothing moves under a reader. `scope` names what is listed; with another one nothing is held any more.
 */
export function useHeld<Item extends { id: string }>(
  items: Item[],
  hold: boolean,
  scope: string,
): Held<Item> {
  const [held, setHeld] = useState<{ scope: string; items: Item[] } | null>(null)
  const valid = hold && held?.scope === scope ? held.items : null
  if (hold && !valid && items.length > 0) setHeld({ scope, items })
  if (!hold && held) setHeld(null)
  // The same array while nothing has changed: tables compare their rows by it.
  return useMemo(() => {
    if (!valid) return { shown: items, waiting: 0 }
    const latest = new Map(items.map((item) => [item.id, item]))
    const known = new Set(valid.map(({ id }) => id))
    return {
      shown: valid.map((item) => latest.get(item.id) ?? item),
      waiting: items.filter(({ id }) => !known.has(id)).length,
    }
  }, [items, valid])
}
