'use client'

import { CheckIcon, PlusIcon, SearchIcon, XIcon, type LucideIcon } from 'lucide-react'
import { useRef, useState, type ReactElement, type ReactNode } from 'react'

import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { Popover, PopoverAnchor, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { t } from '@/lib/i18n'

export interface Filter {
  key: string
  label: string
  icon: LucideIcon
  options: { value: string; label: string }[]
  value: string | null
  onChange: (value: string | null) => void
  /** Where there are too many for a menu: a list with a search. `options` knows the chosen one then. */
  search?: (choose: (value: string) => void) => ReactNode
}

/** Set filters as removable chips, the others behind a dashed "Filter", and "Clear". */
export function Filters({ filters, onClear }: { filters: Filter[]; onClear?: () => void }) {
  const set = filters.filter(({ value }) => value !== null)
  return (
    <>
      {set.map((filter) => (
        <Chip key={filter.key} filter={filter} />
      ))}
      <FilterMenu filters={filters} />
      {set.length > 0 && (
        <Button
          variant="ghost"
          className="px-2 max-sm:h-10"
          onClick={onClear ?? (() => set.forEach(({ onChange }) => onChange(null)))}
        >
          {t('Clear')}
        </Button>
      )}
    </>
  )
}

/** All filters in one menu. Of one with a search the list takes the menu's place. */
function FilterMenu({ filters }: { filters: Filter[] }) {
  const button = useRef<HTMLButtonElement>(null)
  const wanted = useRef<string | null>(null)
  const [key, setKey] = useState<string | null>(null)
  const searched = filters.find((filter) => filter.key === key)
  // Only once the menu has closed: it gives the focus back, and the list would close with that.
  const afterMenu = (event: Event) => {
    if (wanted.current === null) return
    event.preventDefault()
    setKey(wanted.current)
    wanted.current = null
  }
  return (
    <Popover open={searched !== undefined} onOpenChange={(open) => !open && setKey(null)}>
      <DropdownMenu>
        <PopoverAnchor asChild>
          <DropdownMenuTrigger asChild>
            <Button
              ref={button}
              variant="outline"
              className="border-dashed bg-transparent text-muted-foreground shadow-none max-sm:h-10"
            >
              <PlusIcon /> {t('Filter')}
            </Button>
          </DropdownMenuTrigger>
        </PopoverAnchor>
        <DropdownMenuContent align="start" onCloseAutoFocus={afterMenu}>
          {filters.map((filter) => (
            <FilterOptions key={filter.key} filter={filter} onSearch={() => (wanted.current = filter.key)} />
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
      <SearchContent filter={searched} onDone={() => setKey(null)} back={() => button.current?.focus()} />
    </Popover>
  )
}

interface SearchContentProps {
  filter: Filter | undefined
  onDone: () => void
  /** Gives the focus back, where no trigger of its own gets it. */
  back?: () => void
}

function SearchContent({ filter, onDone, back }: SearchContentProps) {
  const returnFocus = (event: Event) => {
    event.preventDefault()
    back?.()
  }
  const choose = (value: string) => {
    filter?.onChange(value)
    onDone()
  }
  return (
    <PopoverContent
      aria-label={filter?.label}
      className="w-80 max-w-[calc(100vw-2rem)] p-0"
      {...(back && { onCloseAutoFocus: returnFocus })}
    >
      {filter?.search?.(choose)}
    </PopoverContent>
  )
}

interface FilterOptionsProps {
  filter: Filter
  /** Somebody wants to look for one. */
  onSearch?: () => void
}

function FilterOptions({ filter, onSearch }: FilterOptionsProps) {
  const { label, options, value, onChange, search } = filter
  if (search) {
    return (
      <>
        <DropdownMenuLabel>{label}</DropdownMenuLabel>
        <DropdownMenuItem onSelect={onSearch}>
          <SearchIcon /> {t('Search')}
          <span className="sr-only">{label}</span>
        </DropdownMenuItem>
      </>
    )
  }
  return (
    <>
      <DropdownMenuLabel>{label}</DropdownMenuLabel>
      {options.map((option) => (
        <DropdownMenuItem key={option.value} onSelect={() => onChange(option.value)}>
          <span className="flex-1">{option.label}</span>
          {option.value === value && <CheckIcon className="text-foreground" />}
        </DropdownMenuItem>
      ))}
    </>
  )
}

function Chip({ filter }: { filter: Filter }) {
  const { label, icon: Icon, options, value, onChange } = filter
  const shown = options.find((option) => option.value === value)?.label ?? value
  const button = (
    <button type="button" className="flex min-w-0 items-center gap-2 rounded-l-md px-2.5 hover:bg-accent">
      <Icon aria-hidden="true" className="size-4 text-muted-foreground" />
      <span className="text-muted-foreground">{label}</span>
      <span className="max-w-56 truncate font-medium">{shown}</span>
    </button>
  )
  return (
    <span className="inline-flex h-10 max-w-full items-stretch divide-x divide-input rounded-md border border-input bg-card text-sm shadow-card sm:h-8">
      {filter.search ? (
        <SearchedChip filter={filter} button={button} />
      ) : (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>{button}</DropdownMenuTrigger>
          <DropdownMenuContent align="start">
            <FilterOptions filter={filter} />
          </DropdownMenuContent>
        </DropdownMenu>
      )}
      <button
        type="button"
        aria-label={t('Remove filter {label}', { label })}
        onClick={() => onChange(null)}
        className="grid w-8 place-items-center rounded-r-md text-muted-foreground hover:bg-accent hover:text-foreground"
      >
        <XIcon className="size-4" />
      </button>
    </span>
  )
}

function SearchedChip({ filter, button }: { filter: Filter; button: ReactElement }) {
  const [open, setOpen] = useState(false)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>{button}</PopoverTrigger>
      <SearchContent filter={filter} onDone={() => setOpen(false)} />
    </Popover>
  )
}
