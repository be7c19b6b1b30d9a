'use client'

import type { useKeyset } from '@/lib/use-keyset'
import { useHeld } from '@/lib/use-held'

/** A page of a log, newest first. */
export interface Log<Entry> {
  shown: Entry[]
  /** How many new ones wait. */
  waiting: number
  error: unknown
  loading: boolean
  retry: () => void
  newer: (() => void) | null
  older: (() => void) | null
}

interface Source<Entry> {
  data: { items: Entry[]; next_cursor: string | null } | undefined
  error: unknown
  isPending: boolean
  refetch: () => unknown
}

const NONE: never[] = []

/** `filter` is what `list` was asked for. `hold`: rows keep their place. */
export function useLog<Entry extends { id: string }>(
  list: Source<Entry>,
  paging: ReturnType<typeof useKeyset>,
  filter: object,
  hold = false,
): Log<Entry> {
  const scope = JSON.stringify([filter, paging.cursor])
  const { shown, waiting } = useHeld(list.data?.items ?? NONE, hold, scope)
  const next = list.data?.next_cursor ?? null
  return {
    shown,
    waiting,
    error: list.data ? null : list.error,
    loading: list.isPending,
    retry: () => void list.refetch(),
    newer: paging.cursor ? paging.newer : null,
    older: next ? () => paging.older(next) : null,
  }
}
