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
import { useChargers } from '@/lib/queries/chargers'
import { useStations } from '@/lib/queries/stations'

/** Adds chargers to a choice, one by one or all of a station. */
export function ChargersPicker({ chosen, onAdd }: { chosen: string[]; onAdd: (ids: string[]) => void }) {
  const [open, setOpen] = useState(false)
  const stations = useStations().items
  const left = useChargers().items.filter(({ id }) => !chosen.includes(id))
  const add = (ids: string[]) => {
    onAdd(ids)
    setOpen(false)
  }
  const of = (station: string) => left.filter(({ station_id }) => station_id === station).map(({ id }) => id)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="outline" className="max-md:h-10">
          <PlusIcon /> {t('Add chargers')}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-80 p-0">
        <Command>
          <CommandInput placeholder={t('Charger or station')} aria-label={t('Charger or station')} />
          <CommandList>
            <CommandEmpty>{t('Nothing is called that.')}</CommandEmpty>
            <CommandGroup heading={t('Chargers')}>
              {left.map(({ id, charge_point_id, station_name }) => (
                <CommandItem
                  key={id}
                  value={`${charge_point_id} ${station_name ?? ''} ${id}`}
                  onSelect={() => add([id])}
                >
                  <EvChargerIcon /> {charge_point_id}
                  <span className="truncate text-muted-foreground">{station_name}</span>
                </CommandItem>
              ))}
            </CommandGroup>
            <CommandGroup heading={t('All of a station')}>
              {stations
                .filter(({ id }) => of(id).length > 0)
                .map(({ id, name }) => (
                  <CommandItem key={id} value={`${name} ${id}`} onSelect={() => add(of(id))}>
                    <MapPinIcon /> {name}
                    <span className="text-muted-foreground">
                      {t('{count, plural, one {# charger} other {# chargers}}', { count: of(id).length })}
                    </span>
                  </CommandItem>
                ))}
            </CommandGroup>
          </CommandList>
        </Command>
      </PopoverContent>
    </Popover>
  )
}
