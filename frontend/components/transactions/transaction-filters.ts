'use client'

import { ActivityIcon, EvChargerIcon, MapPinIcon, TagIcon } from 'lucide-react'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

import type { Filter } from '@/components/data-table/filters'
import { STATUSES } from '@/components/status-badge'
import { dayMoment } from '@/lib/day-moment'
import { t } from '@/lib/i18n'
import { useChargers } from '@/lib/queries/chargers'
import { useIdTags } from '@/lib/queries/id-tags'
import { useStations } from '@/lib/queries/stations'
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

// More than these nobody finds in a menu: the search does.
const OPTIONS = 60

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
  const stations = useStations().items
  const chargers = useChargers().items
  const tags = useIdTags().items
  const options = (items: { value: string; label: string }[], chosen: string | null) => {
    const shown = items.slice(0, OPTIONS)
    const missing = chosen && !shown.some(({ value }) => value === chosen)
    return missing
      ? [items.find(({ value }) => value === chosen) ?? { value: chosen, label: chosen }, ...shown]
      : shown
  }
  const chip = (key: keyof Filters['values'], rest: Pick<Filter, 'label' | 'icon' | 'options'>): Filter => ({
    ...rest,
    key,
    value: values[key],
    onChange: (value) => set({ [key]: value }),
  })
  return [
    chip('state', { label: t('State'), icon: ActivityIcon, options: STATES.map(stateOption) }),
    chip('station', {
      label: t('Station'),
      icon: MapPinIcon,
      options: options(
        stations.map(({ id, name }) => ({ value: id, label: name })),
        values.station,
      ),
    }),
    chip('charger', {
      label: t('Charger'),
      icon: EvChargerIcon,
      options: options(
        chargers.map(({ id, charge_point_id }) => ({ value: id, label: charge_point_id })),
        values.charger,
      ),
    }),
    chip('tag', {
      label: t('Tag'),
      icon: TagIcon,
      options: options(
        tags.map(({ id_tag }) => ({ value: id_tag, label: id_tag })),
        values.tag,
      ),
    }),
  ]
}
