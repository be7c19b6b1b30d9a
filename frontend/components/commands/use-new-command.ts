'use client'

import { useState } from 'react'

import { useCommands } from '@/lib/queries/charger-detail'
import type { Command } from '@/lib/types'

const NEWEST = 5

/** The command of this kind that was made since this was first shown, kept current by events. */
export function useNewCommand(chargerId: string, action: string): Command | undefined {
  const { data } = useCommands(chargerId, NEWEST)
  const [known, setKnown] = useState<ReadonlySet<string> | null>(null)
  if (data && !known) setKnown(new Set(data.items.map(({ id }) => id)))
  return known
    ? data?.items.find((command) => command.action === action && !known.has(command.id))
    : undefined
}
