'use client'

import { ActivityIcon } from 'lucide-react'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

import type { Filter } from '@/components/data-table/filters'
import { usePlaceChips } from '@/components/data-table/use-place-chips'
import { STATUSES } from '@/components/status-badge'
import { dayMoment } from '@/lib/day-moment'
import { t } from '@/lib/i18n'
import type { TransactionFilter } from '@/lib/queries/transactions'
import { transactionStatus } from '@/lib/status'

const STATES = ['active', 'completed', 'suspect', 'force_closed'] as const

const PARAMS = {
  q: parseAsString.withDefault(''),
  state: parseAsStringLiteral(STATES),
  station: parseAsString,
  charger: parseAsString,
  tag: parseAsString,
  from: parseAsString,
  to: parseAsString,
  older: parseAsString,
}

type Name = Exclude<keyof typeof PARAMS, 'older'>

const stateOption = (state: (typeof STATES)[number]) => ({
  value: state,
  label: t(STATUSES[transactionStatus(state)].label),
})

/** What of all transactions is shown, in the address; another filter starts at the newest page again. */
export function useTransactionFilters() {
  const [params, setParams] = useQueryStates(PARAMS)
  const set = (change: Partial<Pick<typeof params, Name>>) => void setParams({ ...change, older: null })
  const { q, state, station, charger, tag, from, to } = params
  const [since, until] = [dayMoment(from, 0), dayMoment(to, 1)]
  const filter: TransactionFilter = {
    ...(q && { search: q }),
    ...(state && { state }),
    ...(station && { station_id: station }),
    ...(charger && { charger_id: charger }),
    ...(tag && { id_tag: tag }),
    ...(since && { from: since }),
    ...(until && { to: until }),
  }
  return {
    q,
    from,
    to,
    filter,
    set,
    values: { state, station, charger, tag },
    clear: () => void setParams(null),
    active: Object.keys(filter).length > 0,
  }
}

type Filters = ReturnType<typeof useTransactionFilters>

/** The chips: state, station, charger, tag. */
export function useFilterChips({ values, set }: Filters): Filter[] {
  const places = usePlaceChips(values, set)
  return [
    {
      key: 'state',
      label: t('State'),
      icon: ActivityIcon,
      options: STATES.map(stateOption),
      value: values.state,
      onChange: (value) => set({ state: STATES.find((state) => state === value) ?? null }),
    },
    ...places,
  ]
}
