'use client'

import { ActivityIcon, EvChargerIcon, TagIcon } from 'lucide-react'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

import type { Filter } from '@/components/data-table/filters'
import { STATE_NAMES, STATES } from '@/components/reservations/reservation-words'
import { dayMoment } from '@/lib/day-moment'
import { t } from '@/lib/i18n'
import type { ReservationQuery } from '@/lib/queries/reservations'
import type { Reservation } from '@/lib/types'

const PARAMS = {
  state: parseAsStringLiteral(STATE_NAMES),
  charger: parseAsString,
  tag: parseAsString,
  from: parseAsString,
  to: parseAsString,
  older: parseAsString,
}

type Name = Exclude<keyof typeof PARAMS, 'older'>
export type ReservationFilters = ReturnType<typeof useReservationFilters>

/** Which reservations are shown, in the address; another filter starts at the newest page again. */
export function useReservationFilters() {
  const [params, setParams] = useQueryStates(PARAMS)
  const { state, charger, tag, from, to } = params
  const [since, until] = [dayMoment(from, 0), dayMoment(to, 1)]
  const query: ReservationQuery = {
    ...(state && { state }),
    ...(charger && { charger_id: charger }),
    ...(tag && { id_tag: tag }),
    ...(since && { from: since }),
    ...(until && { to: until }),
  }
  return {
    ...params,
    query,
    set: (change: Partial<Record<Name, string | null>>) =>
      void setParams({ ...(change as Partial<typeof params>), older: null }),
    clear: () => void setParams(null),
    active: Object.keys(query).length > 0,
  }
}

/** The chips: state, and charger and tag, which are chosen from what is on the page. */
export function reservationChips(filters: ReservationFilters, shown: Reservation[]): Filter[] {
  const chargers = new Map(shown.map(({ charger_id, charge_point_id }) => [charger_id, charge_point_id]))
  if (filters.charger && !chargers.has(filters.charger)) chargers.set(filters.charger, t('One charger'))
  const tags = new Set([...shown.map(({ id_tag }) => id_tag), ...(filters.tag ? [filters.tag] : [])])
  return [
    {
      key: 'state',
      label: t('State'),
      icon: ActivityIcon,
      options: STATE_NAMES.map((value) => ({ value, label: t(STATES[value].label) })),
      value: filters.state,
      onChange: (state) => filters.set({ state }),
    },
    {
      key: 'charger',
      label: t('Charger'),
      icon: EvChargerIcon,
      options: [...chargers].map(([value, label]) => ({ value, label })),
      value: filters.charger,
      onChange: (charger) => filters.set({ charger }),
    },
    {
      key: 'tag',
      label: t('Id tag'),
      icon: TagIcon,
      options: [...tags].map((value) => ({ value, label: value })),
      value: filters.tag,
      onChange: (tag) => filters.set({ tag }),
    },
  ]
}
