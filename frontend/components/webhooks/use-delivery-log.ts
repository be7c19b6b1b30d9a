'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

import { useDeliveries } from '@/lib/queries/webhooks'
import type { WebhookDelivery } from '@/lib/types'
import { useHeld } from '@/lib/use-held'
import { useKeyset } from '@/lib/use-keyset'

const PAGE = 50
const NONE: WebhookDelivery[] = []
const STATES = ['pending', 'delivered', 'failed'] as const
const PARAMS = {
  state: parseAsStringLiteral(STATES),
  event: parseAsString,
  older: parseAsString,
}

export type DeliveryLog = ReturnType<typeof useDeliveryLog>

/** A webhook's deliveries by the filters and the page in the address. `hold`: rows keep their place. */
export function useDeliveryLog(id: string, hold: boolean) {
  const [{ state, event }, setParams] = useQueryStates(PARAMS)
  const paging = useKeyset()
  const filter = { ...(state && { state }), ...(event && { event }) }
  const list = useDeliveries(id, { ...filter, limit: PAGE, ...(paging.cursor && { cursor: paging.cursor }) })
  const scope = JSON.stringify([filter, paging.cursor])
  const { shown, waiting } = useHeld(list.data?.items ?? NONE, hold, scope)
  const next = list.data?.next_cursor ?? null
  return {
    shown,
    waiting,
    error: list.data ? null : list.error,
    loading: list.isPending,
    retry: () => void list.refetch(),
    state,
    event,
    set: (change: { state?: string | null; event?: string | null }) =>
      void setParams({ ...(change as { state?: typeof state }), older: null }),
    clear: () => void setParams({ state: null, event: null, older: null }),
    filtered: state !== null || event !== null,
    newer: paging.cursor ? paging.newer : null,
    older: next ? () => paging.older(next) : null,
  }
}
