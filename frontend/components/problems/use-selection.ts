'use client'

import { useMemo, useState } from 'react'

/** Which of the shown rows are selected; what has left is not. */
export function useSelection<Item extends { id: string }>(items: Item[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const selected = useMemo(() => items.filter(({ id }) => ids.has(id)), [items, ids])
  return {
    selected,
    has: (id: string) => ids.has(id),
    toggle: (id: string) =>
      setIds(new Set(ids.has(id) ? [...ids].filter((one) => one !== id) : [...ids, id])),
    all: () => setIds(new Set(items.map(({ id }) => id))),
    none: () => setIds(new Set()),
  }
}
