'use client'

import { CheckIcon, PlusIcon, XIcon, type LucideIcon } from 'lucide-react'

import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { t } from '@/lib/i18n'

export interface Filter {
  key: string
  label: string
  icon: LucideIcon
  options: { value: string; label: string }[]
  value: string | null
  onChange: (value: string | null) => void
}

/** Set filters as removable chips, the others behind a dashed "Filter", and "Clear". */
export function Filters({ filters, onClear }: { filters: Filter[]; onClear?: () => void }) {
  const set = filters.filter(({ value }) => value !== null)
  return (
    <>
      {set.map((filter) => (
        <Chip key={filter.key} filter={filter} />
      ))}
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            variant="outline"
            className="border-dashed bg-transparent text-muted-foreground shadow-none max-sm:h-10"
          >
            <PlusIcon /> {t('Filter')}
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start">
          {filters.map((filter) => (
            <FilterOptions key={filter.key} filter={filter} />
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
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

function FilterOptions({ filter: { label, options, value, onChange } }: { filter: Filter }) {
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
  return (
    <span className="inline-flex h-10 items-stretch divide-x divide-input rounded-md border border-input bg-card text-sm shadow-card sm:h-8">
      <DropdownMenu>
        <DropdownMenuTrigger className="flex items-center gap-2 rounded-l-md px-2.5 hover:bg-accent">
          <Icon aria-hidden="true" className="size-4 text-muted-foreground" />
          <span className="text-muted-foreground">{label}</span>
          <span className="font-medium">{shown}</span>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start">
          <FilterOptions filter={filter} />
        </DropdownMenuContent>
      </DropdownMenu>
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
