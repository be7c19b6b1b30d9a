'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

import { SearchField } from '@/components/data-table/search-field'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import { msg, t, translated } from '@/lib/i18n'
import { ACTIONS } from '@/lib/ocpp/summary'
import { useNow } from '@/lib/use-now'

const HOUR = 3_600_000
const STEP_MS = 300_000

const TIMES = [
  { value: 'any', label: msg('Any'), hours: null },
  { value: '1h', label: msg('Last hour'), hours: 1 },
  { value: '24h', label: msg('Last 24 hours'), hours: 24 },
  { value: '7d', label: msg('Last 7 days'), hours: 24 * 7 },
] as const

const PARAMS = {
  q: parseAsString.withDefault(''),
  direction: parseAsStringLiteral(['both', 'in', 'out']).withDefault('both'),
  action: parseAsString.withDefault('all'),
  rules: parseAsStringLiteral(['all', 'broken']).withDefault('all'),
  time: parseAsStringLiteral(['any', '1h', '24h', '7d']).withDefault('any'),
  older: parseAsString,
}

export type MessageFilters = ReturnType<typeof useMessageFilters>

/** What of the log is shown, in the address. Another filter starts at the newest page again. */
export function useMessageFilters() {
  const [{ q, direction, action, rules, time }, setParams] = useQueryStates(PARAMS)
  // In steps: a start that moves with every second would ask again with every second.
  const now = useNow(STEP_MS)
  const hours = TIMES.find(({ value }) => value === time)?.hours
  const from = hours && now > 0 ? new Date(now - hours * HOUR).toISOString() : null
  return {
    q,
    direction,
    action,
    rules,
    time,
    from,
    set: (
      change: Partial<Record<'q' | 'action', string>> & {
        direction?: 'both' | 'in' | 'out'
        rules?: 'all' | 'broken'
        time?: typeof time
      },
    ) => void setParams({ ...change, older: null }),
    clear: () => void setParams(null),
    active: q !== '' || direction !== 'both' || action !== 'all' || rules !== 'all' || time !== 'any',
  }
}

const words = (name: string) => ({ value: name, label: name })

export function MessageFilterBar({ filters }: { filters: MessageFilters }) {
  const { q, direction, action, rules, time, set } = filters
  return (
    <>
      <SearchField value={q} onChange={(text) => set({ q: text })} placeholder={t('Search in messages')} />
      <FilterSelect
        label={t('Direction')}
        value={direction}
        options={[
          { value: 'both', label: t('Both') },
          { value: 'in', label: t('In') },
          { value: 'out', label: t('Out') },
        ]}
        onChange={(value) => set({ direction: value as typeof direction })}
      />
      <FilterSelect
        label={t('Action')}
        value={action}
        options={[{ value: 'all', label: t('All') }, ...ACTIONS.map(words)]}
        onChange={(value) => set({ action: value })}
      />
      <FilterSelect
        label={t('Rules')}
        value={rules}
        options={[
          { value: 'all', label: t('All') },
          { value: 'broken', label: t('{what, select, rules {Broken} other {Broken}}', { what: 'rules' }) },
        ]}
        onChange={(value) => set({ rules: value as typeof rules })}
      />
      <FilterSelect
        label={t('Time')}
        value={time}
        options={translated(TIMES)}
        onChange={(value) => set({ time: value as typeof time })}
      />
    </>
  )
}

interface FilterSelectProps {
  label: string
  value: string
  options: { value: string; label: string }[]
  onChange: (value: string) => void
}

function FilterSelect({ label, value, options, onChange }: FilterSelectProps) {
  return (
    <Select value={value} onValueChange={onChange}>
      <SelectTrigger size="sm" aria-label={label} className="shrink-0 px-2.5 shadow-card max-md:h-10">
        <span className="flex gap-1.5">
          <span className="text-muted-foreground">{label}</span>
          <span className="font-medium">
            <SelectValue />
          </span>
        </span>
      </SelectTrigger>
      <SelectContent>
        {options.map((option) => (
          <SelectItem key={option.value} value={option.value}>
            {option.label}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  )
}
