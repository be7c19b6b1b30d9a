'use client'

import { CheckIcon, MapPinIcon } from 'lucide-react'
import { useState } from 'react'

import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from '@/components/ui/command'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/i18n'
import { useStationSearch } from '@/lib/queries/stations'
import type { Station } from '@/lib/types'
import { useActiveChoice } from '@/lib/use-active-choice'

const NONE = 'none'

interface StationSearchProps {
  /** The chosen one. */
  value: string | null
  onChoose: (station: Station) => void
  /** Where none may be chosen: what that is called. */
  none?: { label: string; onChoose: () => void } | null
}

/** Stations that the server finds while one types: there may be thousands. */
export function StationSearch({ value, onChoose, none = null }: StationSearchProps) {
  const [search, setSearch] = useState('')
  const { items: stations, current } = useStationSearch(search.trim())
  const offersNone = none !== null && search === ''
  const shown = [...(offersNone ? [NONE] : []), ...(stations ?? []).map(({ id }) => id)]
  const active = useActiveChoice(shown, current)
  return (
    <Command shouldFilter={false} label={t('Name, address')} {...active}>
      <CommandInput value={search} onValueChange={setSearch} placeholder={t('Name, address')} />
      <CommandList>
        {stations ? <CommandEmpty>{t('No station matches')}</CommandEmpty> : <Skeleton className="h-24" />}
        <CommandGroup>
          {offersNone && (
            <CommandItem value={NONE} onSelect={none.onChoose}>
              {none.label}
            </CommandItem>
          )}
          {stations?.map((station) => (
            <CommandItem key={station.id} value={station.id} onSelect={() => onChoose(station)}>
              <MapPinIcon />
              <span className="max-w-full shrink-0 truncate font-medium">{station.name}</span>
              <span className="min-w-0 flex-1 truncate text-muted-foreground">{station.address}</span>
              {station.id === value && <CheckIcon aria-label={t('Chosen')} className="text-foreground" />}
            </CommandItem>
          ))}
        </CommandGroup>
      </CommandList>
    </Command>
  )
}
