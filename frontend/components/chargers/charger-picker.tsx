'use client'

import { ChevronsUpDownIcon, EvChargerIcon } from 'lucide-react'
import { useState, type ComponentProps } from 'react'

import { StatusBadge } from '@/components/status-badge'
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
import { useChargerSearch } from '@/lib/queries/chargers'
import { chargerStatus } from '@/lib/status'
import type { Charger } from '@/lib/types'

type ChargerPickerProps = Omit<ComponentProps<'button'>, 'value' | 'onChange'> & {
  value: Charger | null
  onChange: (charger: Charger) => void
}

/** One charger, found by what one knows of it: there may be thousands. */
export function ChargerPicker({ value, onChange, ...props }: ChargerPickerProps) {
  const [open, setOpen] = useState(false)
  return (
    <Popover open={open} onOpenChange={setOpen} modal>
      <PopoverTrigger asChild>
        <button
          type="button"
          aria-haspopup="listbox"
          className="flex h-10 w-full items-center gap-2 rounded-md border border-input bg-card px-3 text-left transition-colors hover:bg-accent aria-invalid:border-destructive"
          {...props}
        >
          <EvChargerIcon aria-hidden="true" className="size-4 shrink-0 text-muted-foreground" />
          {value ? (
            <span className="min-w-0 flex-1 truncate">
              <span className="font-medium">{value.charge_point_id}</span>{' '}
              <span className="text-muted-foreground">{value.station_name}</span>
            </span>
          ) : (
            <span className="flex-1 text-muted-foreground">{t('Choose a charger')}</span>
          )}
          <ChevronsUpDownIcon aria-hidden="true" className="size-4 shrink-0 text-muted-foreground" />
        </button>
      </PopoverTrigger>
      <PopoverContent className="w-(--radix-popover-trigger-width) min-w-64 p-0">
        <ChargerList
          onChoose={(charger) => {
            onChange(charger)
            setOpen(false)
          }}
        />
      </PopoverContent>
    </Popover>
  )
}

function ChargerList({ onChoose }: { onChoose: (charger: Charger) => void }) {
  const [search, setSearch] = useState('')
  const chargers = useChargerSearch(search.trim())
  return (
    <Command shouldFilter={false}>
      <CommandInput
        value={search}
        onValueChange={setSearch}
        placeholder={t('Name, station, model')}
        aria-label={t('Name, station, model')}
      />
      <CommandList>
        <CommandEmpty>{t('No charger matches')}</CommandEmpty>
        <CommandGroup>
          {chargers.map((charger) => (
            <CommandItem key={charger.id} value={charger.id} onSelect={() => onChoose(charger)}>
              <span className="font-medium">{charger.charge_point_id}</span>
              <span className="min-w-0 flex-1 truncate text-muted-foreground">{charger.station_name}</span>
              <StatusBadge plain status={chargerStatus(charger)} />
            </CommandItem>
          ))}
        </CommandGroup>
      </CommandList>
    </Command>
  )
}
