import type { QueryClient } from '@tanstack/react-query'

import type { Metered } from '@/lib/live-events'

/** The server stores readings up to a second after it tells of them: what it answers in between lacks them. */
export const STORED_MS = 1_500

type Waiting = Map<string, Metered>
type Apply = (samples: Metered[]) => void

const waiting = new WeakMap<QueryClient, Waiting>()

const keyOf = (chargerId: string, connectorId: number | null): string =>
  JSON.stringify([chargerId, connectorId])

/** Applies the newest reading of each connector once more when answers have it, too. */
export function applyAgain(client: QueryClient, sample: Metered, apply: Apply): void {
  const samples = waiting.get(client) ?? new Map<string, Metered>()
  waiting.set(client, samples)
  if (samples.size === 0) setTimeout(() => take(client, apply), STORED_MS)
  samples.set(keyOf(sample.charger_id, sample.connector_id), sample)
}

/** Of a connector of which something newer than its last reading is told. */
export function forgetReading(client: QueryClient, chargerId: string, connectorId: number | null): void {
  waiting.get(client)?.delete(keyOf(chargerId, connectorId))
}

function take(client: QueryClient, apply: Apply): void {
  const samples = [...(waiting.get(client)?.values() ?? [])]
  waiting.delete(client)
  apply(samples)
}
