'use client'

import { EvChargerIcon, MapPinIcon, PlusIcon } from 'lucide-react'
import { useState } from 'react'

import { Button } from '@/components/ui/button'
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from '@/components/ui/command'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { t } from '@/lib/i18n'
import { fetchChargers, useChargerSearch } from '@/lib/queries/chargers'
import { PAGE } from '@/lib/queries/paging'
import { useStationSearch } from '@/lib/queries/stations'
import { useActiveChoice } from '@/lib/use-active-choice'

// More than these nobody finds by looking: the search does.
const SHOWN = 20

interface ChargersPickerProps {
  chosen: string[]
  onAdd: (ids: string[]) => void
}

/** Adds chargers to a choice, one by one or all of a station. */
export function ChargersPicker({ chosen, onAdd }: ChargersPickerProps) {
  const [open, setOpen] = useState(false)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="outline" className="max-md:h-10">
          <PlusIcon /> {t('Add chargers')}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-80 p-0">
        <Choice
          chosen={chosen}
          onAdd={(ids) => {
            onAdd(ids)
            setOpen(false)
          }}
        />
      </PopoverContent>
    </Popover>
  )
}

function Choice({ chosen, onAdd }: ChargersPickerProps) {
  const [query, setQuery] = useState('')
  const { chargers, stations, current } = useLeft(chosen, query.trim())
  const places = stations.filter(({ chargers_total }) => chargers_total > 0)
  const active = useActiveChoice(
    [...chargers, ...places].map(({ id }) => id),
    current,
  )
  const addStation = async (id: string) => {
    const there = await fetchChargers({ station_id: id })
    onAdd(there.map((charger) => charger.id).filter((one) => !chosen.includes(one)))
  }
  return (
    <Command shouldFilter={false} {...active}>
      <CommandInput
        value={query}
        onValueChange={setQuery}
        placeholder={t('Charger or station')}
        aria-label={t('Charger or station')}
      />
      <CommandList>
        <CommandEmpty>{t('Nothing is called that.')}</CommandEmpty>
        {chargers.length > 0 && (
          <CommandGroup heading={t('Chargers')}>
            {chargers.map(({ id, charge_point_id, station_name }) => (
              <CommandItem key={id} value={id} onSelect={() => onAdd([id])}>
                <EvChargerIcon /> {charge_point_id}
                <span className="truncate text-muted-foreground">{station_name}</span>
              </CommandItem>
            ))}
          </CommandGroup>
        )}
        {stations.length > 0 && (
          <CommandGroup heading={t('All of a station')}>
            {stations.map(({ id, name, chargers_total }) => (
              <CommandItem
                key={id}
                value={id}
                disabled={chargers_total === 0}
                onSelect={() => void addStation(id)}
              >
                <MapPinIcon /> {name}
                <span className="text-muted-foreground">
                  {t('{count, plural, one {# charger} other {# chargers}}', { count: chargers_total })}
                </span>
              </CommandItem>
            ))}
          </CommandGroup>
        )}
      </CommandList>
    </Command>
  )
}

/** The first of those that match and are not chosen yet. */
function useLeft(chosen: string[], query: string) {
  const found = useChargerSearch(query, Math.min(PAGE, SHOWN + chosen.length))
  const stations = useStationSearch(query, SHOWN)
  return {
    chargers: found.items.filter(({ id }) => !chosen.includes(id)).slice(0, SHOWN),
    stations: stations.items ?? [],
    current: found.current && stations.current,
  }
}
