'use client'

import { MapPinIcon } from 'lucide-react'

import type { Filter } from '@/components/data-table/filters'
import { StationSearch } from '@/components/stations/station-search'
import { useStationName } from '@/components/stations/use-station-name'
import { t } from '@/lib/i18n'

/** A list is narrowed to one station, which is found by a search. */
export function useStationFilter(value: string | null, onChange: (id: string | null) => void): Filter {
  const name = useStationName(value)
  return {
    key: 'station',
    label: t('Station'),
    icon: MapPinIcon,
    options: value === null ? [] : [{ value, label: name }],
    value,
    onChange,
    search: (choose) => <StationSearch value={value} onChoose={({ id }) => choose(id)} />,
  }
}
