'use client'

import { EvChargerIcon, TagIcon } from 'lucide-react'

import type { Filter } from '@/components/data-table/filters'
import { useStationFilter } from '@/components/stations/use-station-filter'
import { t } from '@/lib/i18n'
import { useCharger, useChargerSearch } from '@/lib/queries/chargers'
import { useIdTagSearch } from '@/lib/queries/id-tags'

// More than these nobody finds in a menu: the search does.
const OPTIONS = 60

export interface Places {
  station: string | null
  charger: string | null
  tag: string | null
}

type Option = Filter['options'][number]

/** The first of many, and the chosen one, wherever it stands. */
function shownOf(items: Option[], chosen: string | null): Option[] {
  const shown = items.slice(0, OPTIONS)
  const missing = chosen && !shown.some(({ value }) => value === chosen)
  return missing
    ? [items.find(({ value }) => value === chosen) ?? { value: chosen, label: chosen }, ...shown]
    : shown
}

/** The chips of where and whose: station, charger, tag. */
export function usePlaceChips(values: Places, set: (change: Partial<Places>) => void): Filter[] {
  const place = useStationFilter(values.station, (station) => set({ station }))
  const chosen = useCharger(values.charger).data
  const chargers = [...useChargerSearch('', OPTIONS).items, ...(chosen ? [chosen] : [])].map(
    ({ id, charge_point_id }) => ({ value: id, label: charge_point_id }),
  )
  const tags = useIdTagSearch('', OPTIONS).map(({ id_tag }) => ({ value: id_tag, label: id_tag }))
  return [
    place,
    {
      key: 'charger',
      label: t('Charger'),
      icon: EvChargerIcon,
      options: shownOf(chargers, values.charger),
      value: values.charger,
      onChange: (charger) => set({ charger }),
    },
    {
      key: 'tag',
      label: t('Tag'),
      icon: TagIcon,
      options: shownOf(tags, values.tag),
      value: values.tag,
      onChange: (tag) => set({ tag }),
    },
  ]
}
