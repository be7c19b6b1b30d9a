'use client'

import { MapPinIcon } from 'lucide-react'
import { useState, type ComponentProps } from 'react'

import { PickerButton } from '@/components/picker-button'
import { StationSearch } from '@/components/stations/station-search'
import { useStationName } from '@/components/stations/use-station-name'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { t } from '@/lib/i18n'
import { cn } from '@/lib/utils'

type StationPickerProps = Omit<ComponentProps<'button'>, 'value' | 'onChange'> & {
  /** Its id; null: `none` is chosen; undefined: nothing is chosen yet. */
  value: string | null | undefined
  onChange: (id: string | null) => void
  /** What it is called to choose none. */
  none: string
}

/** One station, found by what one knows of it, or none. */
export function StationPicker({ value, onChange, none, className, ...props }: StationPickerProps) {
  const [open, setOpen] = useState(false)
  const name = useStationName(value ?? null)
  const choose = (id: string | null) => {
    onChange(id)
    setOpen(false)
  }
  return (
    <Popover open={open} onOpenChange={setOpen} modal>
      <PopoverTrigger asChild>
        <PickerButton icon={MapPinIcon} className={className} {...props}>
          <span className={cn('min-w-0 flex-1 truncate', value === undefined && 'text-muted-foreground')}>
            {value === undefined ? t('Choose a station') : value === null ? none : name}
          </span>
        </PickerButton>
      </PopoverTrigger>
      <PopoverContent className="w-(--radix-popover-trigger-width) min-w-64 p-0">
        <StationSearch
          value={value ?? null}
          onChoose={({ id }) => choose(id)}
          none={value === null ? null : { label: none, onChoose: () => choose(null) }}
        />
      </PopoverContent>
    </Popover>
  )
}
