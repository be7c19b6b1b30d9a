'use client'

import { EvChargerIcon } from 'lucide-react'
import { useState, type ComponentProps } from 'react'

import { PickerButton } from '@/components/picker-button'
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
import { useActiveChoice } from '@/lib/use-active-choice'

const NONE = 'none'

type ChargerPickerProps = Omit<ComponentProps<'button'>, 'value' | 'onChange'> & {
  value: Charger | null
  onChange: (charger: Charger) => void
  /** What it says while none is chosen. */
  placeholder?: string
  /** Where none may be chosen: what that is called, and the way back to it. */
  none?: { label: string; onChoose: () => void } | null
}

/** One charger, found by what one knows of it: there may be thousands. */
export function ChargerPicker(all: ChargerPickerProps) {
  const { value, onChange, placeholder = t('Choose a charger'), none = null, className, ...props } = all
  const [open, setOpen] = useState(false)
  return (
    <Popover open={open} onOpenChange={setOpen} modal>
      <PopoverTrigger asChild>
        <PickerButton icon={EvChargerIcon} className={className} {...props}>
          {value ? (
            <span className="min-w-0 flex-1 truncate">
              <span className="font-medium">{value.charge_point_id}</span>{' '}
              <span className="text-muted-foreground">{value.station_name}</span>
            </span>
          ) : (
            <span className="flex-1 text-muted-foreground">{placeholder}</span>
          )}
        </PickerButton>
      </PopoverTrigger>
      <PopoverContent className="w-(--radix-popover-trigger-width) min-w-64 p-0">
        <ChargerList
          none={
            none && {
              label: none.label,
              onChoose: () => {
                none.onChoose()
                setOpen(false)
              },
            }
          }
          onChoose={(charger) => {
            onChange(charger)
            setOpen(false)
          }}
        />
      </PopoverContent>
    </Popover>
  )
}

interface ChargerListProps {
  none: NonNullable<ChargerPickerProps['none']> | null
  onChoose: (charger: Charger) => void
}

function ChargerList({ none, onChoose }: ChargerListProps) {
  const [search, setSearch] = useState('')
  const { items: chargers, current } = useChargerSearch(search.trim())
  const offersNone = none !== null && search === ''
  const active = useActiveChoice([...(offersNone ? [NONE] : []), ...chargers.map(({ id }) => id)], current)
  return (
    <Command shouldFilter={false} {...active}>
      <CommandInput
        value={search}
        onValueChange={setSearch}
        placeholder={t('Name, station, model')}
        aria-label={t('Name, station, model')}
      />
      <CommandList>
        <CommandEmpty>{t('No charger matches')}</CommandEmpty>
        <CommandGroup>
          {offersNone && (
            <CommandItem value={NONE} onSelect={none.onChoose}>
              {none.label}
            </CommandItem>
          )}
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
