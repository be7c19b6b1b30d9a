'use client'

import { formatDuration } from '@/lib/format'
import type { Transaction } from '@/lib/types'
import { useNow } from '@/lib/use-now'

/** How long it took, or how long it has been running. */
export function RunningDuration({
  transaction: { started_at, stopped_at },
}: {
  transaction: Pick<Transaction, 'started_at' | 'stopped_at'>
}) {
  const now = useNow()
  const end = stopped_at ? Date.parse(stopped_at) : now
  return end === 0 ? null : formatDuration((end - Date.parse(started_at)) / 1000)
}
