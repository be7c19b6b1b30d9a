'use client'

import { useId, useState } from 'react'

import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { t } from '@/lib/i18n'

const SEARCHED_FROM = 8
// More check boxes than these nobody reads, and ten thousand stop the page: the search finds the others.
export const SHOWN = 50

interface PickListProps {
  label: string
  hint: string
  options: { value: string; label: string }[]
  value: string[]
  onChange: (value: string[]) => void
  /** Where the options are only those that somebody else has found. */
  query?: string
  onQuery?: (query: string) => void
}

type Option = PickListProps['options'][number]

/** Those that match: the chosen ones first, and as many others as fit. */
function shownOf(options: Option[], chosen: string[], query: string): Option[] {
  const matching = options.filter(({ label }) => label.toLowerCase().includes(query))
  if (matching.length <= SHOWN) return matching
  const first = new Set(chosen)
  return [
    ...matching.filter((one) => first.has(one.value)),
    ...matching.filter((one) => !first.has(one.value)).slice(0, SHOWN),
  ]
}

/** Some of many, with a search where they are many. */
export function PickList({ label, hint, options, value, onChange, ...elsewhere }: PickListProps) {
  const id = useId()
  const [own, setOwn] = useState('')
  const query = elsewhere.query ?? own
  // What somebody else has found matches, whatever it is called.
  const shown = shownOf(options, value, elsewhere.onQuery ? '' : query.trim().toLowerCase())
  const toggle = (one: string, wanted: boolean) =>
    onChange(wanted ? [...value, one] : value.filter((other) => other !== one))
  return (
    <div
      role="group"
      aria-label={label}
      aria-describedby={`${id}-hint`}
      className="grid content-start gap-1.5"
    >
      <div className="flex items-baseline justify-between gap-3">
        <Label asChild>
          <span>{label}</span>
        </Label>
        <span className="text-xs text-muted-foreground tabular-nums">
          {value.length > 0 && t('{count} chosen', { count: value.length })}
        </span>
      </div>
      {(options.length >= SEARCHED_FROM || query !== '') && (
        <Input
          type="search"
          aria-label={t('Search in {list}', { list: label })}
          placeholder={t('Search')}
          value={query}
          onChange={(event) => (elsewhere.onQuery ?? setOwn)(event.target.value)}
        />
      )}
      <div className="grid max-h-40 gap-2 overflow-y-auto rounded-lg border p-3">
        {shown.map((one) => (
          <div key={one.value} className="flex items-center gap-2">
            <Checkbox
              id={`${id}-${one.value}`}
              checked={value.includes(one.value)}
              onCheckedChange={(checked) => toggle(one.value, checked)}
            />
            <label htmlFor={`${id}-${one.value}`} className="min-w-0 truncate">
              {one.label}
            </label>
          </div>
        ))}
        {shown.length === 0 && <p className="text-muted-foreground">{t('Nothing to choose from')}</p>}
      </div>
      <p id={`${id}-hint`} className="text-xs text-muted-foreground">
        {hint}
      </p>
    </div>
  )
}
