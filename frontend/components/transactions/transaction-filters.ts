'use client'

import { ActivityIcon, EvChargerIcon, MapPinIcon, TagIcon } from 'lucide-react'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

import type { Filter } from '@/components/data-table/filters'
import { dayStart } from '@/lib/chart-data'
import { useChargers } from '@/lib/queries/chargers'
import { useIdTags } from '@/lib/queries/id-tags'
import { useStations } from '@/lib/queries/stations'
import type { TransactionFilter } from '@/lib/queries/transactions'

const STATES = [
  { value: 'active', label: 'Charging' },
  { value: 'completed', label: 'Completed' },
  { value: 'suspect', label: 'Suspect' },
  { value: 'force_closed', label: 'Force-closed' },
] as const

const PARAMS = {
  q: parseAsString.withDefault(''),
  state: parseAsStringLiteral(STATES.map(({ value }) => value)),
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
const DAY = /^\d{4}-\d{2}-\d{2}$/

const moment = (day: string | null, offset: number): string | null =>
  day && DAY.test(day) ? new Date(dayStart(day, offset)).toISOString() : null

/** What of all transactions is shown, in the address; another filter starts at the newest page again. */
export function useTransactionFilters() {
  const [params, setParams] = useQueryStates(PARAMS)
  const set = (change: Partial<Pick<typeof params, Name>>) => void setParams({ ...change, older: null })
  const { q, state, station, charger, tag, from, to } = params
  const [since, until] = [moment(from, 0), moment(to, 1)]
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
    chip('state', { label: 'State', icon: ActivityIcon, options: [...STATES] }),
    chip('station', {
      label: 'Station',
      icon: MapPinIcon,
      options: options(
        stations.map(({ id, name }) => ({ value: id, label: name })),
        values.station,
      ),
    }),
    chip('charger', {
      label: 'Charger',
      icon: EvChargerIcon,
      options: options(
        chargers.map(({ id, charge_point_id }) => ({ value: id, label: charge_point_id })),
        values.charger,
      ),
    }),
    chip('tag', {
      label: 'Tag',
      icon: TagIcon,
      options: options(
        tags.map(({ id_tag }) => ({ value: id_tag, label: id_tag })),
        values.tag,
      ),
    }),
  ]
}
