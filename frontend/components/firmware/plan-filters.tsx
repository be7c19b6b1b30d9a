'use client'

import { parseAsBoolean, parseAsString, useQueryStates } from 'nuqs'
import { useId } from 'react'

import { StationPicker } from '@/components/stations/station-picker'
import { Checkbox } from '@/components/ui/checkbox'
import { Label } from '@/components/ui/label'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import type { Choice } from '@/lib/firmware-plan'
import { t } from '@/lib/i18n'
import { useChargerSummary } from '@/lib/queries/chargers'

const ANY = 'any'
const PARAMS = {
  station: parseAsString,
  model: parseAsString,
  version: parseAsString,
  anyHardware: parseAsBoolean.withDefault(false),
  again: parseAsBoolean.withDefault(false),
}
const URL_KEYS = {
  station: 'at',
  model: 'of',
  version: 'from',
  anyHardware: 'other',
  again: 'again',
}

/** Whom to choose from, in the address. */
export function usePlanChoice(): [Choice, (change: Partial<Choice>) => void] {
  const [choice, setChoice] = useQueryStates(PARAMS, { urlKeys: URL_KEYS, history: 'replace' })
  return [choice, (change) => void setChoice(change)]
}

interface Option {
  value: string
  label: string
}

const byLabel = (options: Option[]): Option[] =>
  options.toSorted((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true }))

const told = (values: (string | null)[]): Option[] =>
  byLabel([...new Set(values)].flatMap((value) => (value ? { value, label: value } : [])))

interface PlanFiltersProps {
  choice: Choice
  onChange: (change: Partial<Choice>) => void
}

export function PlanFilters({ choice, onChange }: PlanFiltersProps) {
  const kinds = useChargerSummary().data?.kinds ?? []
  const place = useId()
  return (
    <div className="grid gap-3">
      <div className="grid gap-3 sm:grid-cols-3">
        <div className="grid min-w-0 gap-1.5">
          <Label htmlFor={place}>{t('Station')}</Label>
          <StationPicker
            id={place}
            value={choice.station}
            onChange={(station) => onChange({ station })}
            none={t('All stations')}
          />
        </div>
        <ChoiceSelect
          label={t('Model')}
          any={t('All models')}
          options={told(kinds.map(({ model }) => model))}
          value={choice.model}
          onChange={(model) => onChange({ model })}
        />
        <ChoiceSelect
          label={t('Runs now')}
          any={t('Any version')}
          options={told(kinds.map(({ firmware_version }) => firmware_version))}
          value={choice.version}
          onChange={(version) => onChange({ version })}
        />
      </div>
      <Tick
        label={t('Also those that run this version already')}
        checked={choice.again}
        onChange={(again) => onChange({ again })}
      />
      <Tick
        label={t(
          'Also other hardware than the file is meant for. The wrong firmware can be the end of a charger.',
        )}
        checked={choice.anyHardware}
        onChange={(anyHardware) => onChange({ anyHardware })}
      />
    </div>
  )
}

interface ChoiceSelectProps {
  label: string
  any: string
  options: Option[]
  value: string | null
  onChange: (value: string | null) => void
}

function ChoiceSelect({ label, any, options: given, value, onChange }: ChoiceSelectProps) {
  const id = useId()
  return (
    <div className="grid gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      <Select value={value ?? ANY} onValueChange={(chosen) => onChange(chosen === ANY ? null : chosen)}>
        <SelectTrigger id={id} className="w-full">
          <SelectValue />
        </SelectTrigger>
        <SelectContent>
          <SelectItem value={ANY}>{any}</SelectItem>
          {given.map((option) => (
            <SelectItem key={option.value} value={option.value}>
              {option.label}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
    </div>
  )
}

interface TickProps {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
}

function Tick({ label, checked, onChange }: TickProps) {
  const id = useId()
  return (
    <div className="flex items-start gap-2">
      <Checkbox id={id} checked={checked} onCheckedChange={onChange} className="mt-0.5" />
      <label htmlFor={id}>{label}</label>
    </div>
  )
}
