'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

import { dayMoment } from '@/lib/day-moment'
import { useNotifications } from '@/lib/queries/notifications'
import { useKeyset } from '@/lib/use-keyset'
import { useLog } from '@/lib/use-log'

const PAGE = 50
const PARAMS = {
  state: parseAsStringLiteral(['pending', 'held', 'sent', 'failed'] as const),
  rule: parseAsString,
  from: parseAsString,
  to: parseAsString,
  older: parseAsString,
}

type Name = Exclude<keyof typeof PARAMS, 'older'>
export type NotificationLogState = ReturnType<typeof useNotificationLog>

/** What was told, by the filters and the page in the address. `hold`: rows keep their place. */
export function useNotificationLog(hold: boolean) {
  const [params, setParams] = useQueryStates(PARAMS)
  const paging = useKeyset()
  const [since, until] = [dayMoment(params.from, 0), dayMoment(params.to, 1)]
  const filter = {
    ...(params.state && { state: params.state }),
    ...(params.rule && { rule_id: params.rule }),
    ...(since && { from: since }),
    ...(until && { to: until }),
  }
  const list = useNotifications({ ...filter, limit: PAGE, ...(paging.cursor && { cursor: paging.cursor }) })
  return {
    ...params,
    ...useLog(list, paging, filter, hold),
    set: (change: Partial<Record<Name, string | null>>) =>
      void setParams({ ...(change as Partial<typeof params>), older: null }),
    clear: () => void setParams({ state: null, rule: null, from: null, to: null, older: null }),
    filtered: Object.keys(filter).length > 0,
  }
}
