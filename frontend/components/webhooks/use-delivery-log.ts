'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

import { useDeliveries } from '@/lib/queries/webhooks'
import { useKeyset } from '@/lib/use-keyset'
import { useLog } from '@/lib/use-log'

const PAGE = 50
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
  return {
    ...useLog(list, paging, filter, hold),
    state,
    event,
    set: (change: { state?: string | null; event?: string | null }) =>
      void setParams({ ...(change as { state?: typeof state }), older: null }),
    clear: () => void setParams({ state: null, event: null, older: null }),
    filtered: state !== null || event !== null,
  }
}
