'use client'

import { ChevronsUpDownIcon, MapPinIcon } from 'lucide-react'
import { useState, type ComponentProps } from 'react'

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
        <button
          type="button"
          aria-haspopup="listbox"
          className={cn(
            'flex h-10 w-full min-w-0 items-center gap-2 rounded-md border border-input bg-card px-3 text-left transition-colors hover:bg-accent aria-invalid:border-destructive',
            className,
          )}
          {...props}
        >
          <MapPinIcon aria-hidden="true" className="size-4 shrink-0 text-muted-foreground" />
          <span className={cn('min-w-0 flex-1 truncate', value === undefined && 'text-muted-foreground')}>
            {value === undefined ? t('Choose a station') : value === null ? none : name}
          </span>
          <ChevronsUpDownIcon aria-hidden="true" className="size-4 shrink-0 text-muted-foreground" />
        </button>
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
