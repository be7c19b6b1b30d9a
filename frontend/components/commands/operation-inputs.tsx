'use client'

import type { OperationField } from '@/components/commands/operations'
import { FormControl } from '@/components/ui/form'
import { Input } from '@/components/ui/input'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import { t } from '@/lib/i18n'
import type { Charger } from '@/lib/types'

interface InputProps {
  value: string
  onChange: (value: string) => void
}

interface Option {
  value: string
  label: string
}

export function ChoiceInput({ options, value, onChange }: InputProps & { options: Option[] }) {
  return (
    <Select value={value} onValueChange={onChange}>
      <FormControl>
        <SelectTrigger className="w-full">
          <SelectValue placeholder={t('Choose')} />
        </SelectTrigger>
      </FormControl>
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

// Radix takes the empty string for "nothing chosen", so that the choice of none needs a word.
const NONE = 'none'

/** The charger's connectors, or a number where it has not named any yet. */
export function ConnectorInput({
  charger,
  field,
  value,
  onChange,
}: InputProps & { charger: Charger; field: OperationField }) {
  const connectors = charger.connectors.map(({ connector_id, status }) => ({
    value: String(connector_id),
    label: status
      ? t('Connector {number}, {status}', { number: connector_id, status })
      : t('Connector {number}', { number: connector_id }),
  }))
  if (connectors.length === 0) return <NumberInput value={value} onChange={onChange} />
  const options = [
    ...(field.required ? [] : [{ value: NONE, label: t('The charger chooses') }]),
    ...(field.whole ? [{ value: '0', label: t('The whole charger') }] : []),
    ...connectors,
  ]
  return (
    <ChoiceInput
      options={options}
      value={value === '' && !field.required ? NONE : value}
      onChange={(chosen) => onChange(chosen === NONE ? '' : chosen)}
    />
  )
}

/** The sessions that run, or any number: some chargers know one that we do not. */
export function TransactionInput({ charger, value, onChange }: InputProps & { charger: Charger }) {
  const running = charger.connectors.flatMap(({ connector_id, transaction_id, id_tag }) =>
    transaction_id === null
      ? []
      : [
          {
            value: String(transaction_id),
            label: [transaction_id, t('connector {number}', { number: connector_id }), id_tag]
              .filter(Boolean)
              .join(', '),
          },
        ],
  )
  if (running.length === 0) return <NumberInput value={value} onChange={onChange} />
  return <ChoiceInput options={running} value={value} onChange={onChange} />
}

function NumberInput({ value, onChange }: InputProps) {
  return (
    <FormControl>
      <Input
        inputMode="numeric"
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value.replace(/[^\d-]/g, ''))}
      />
    </FormControl>
  )
}
