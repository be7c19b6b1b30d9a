'use client'

import type { Ref } from 'react'

import { CONNECTOR_ZERO, NO_CONNECTOR } from '@/components/commands/field-labels'
import { FormControl } from '@/components/ui/form'
import { Input } from '@/components/ui/input'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import { t } from '@/lib/i18n'
import { connectorStatusWords } from '@/lib/status'
import type { Charger } from '@/lib/types'

export interface InputProps {
  value: string
  onChange: (value: string) => void
  onBlur?: () => void
  inputRef?: Ref<never>
}

interface Option {
  value: string
  label: string
}

// Radix takes the empty string for "nothing chosen", so that the choice of none needs a word.
const NONE = 'none'

interface ChoiceInputProps extends InputProps {
  options: Option[]
  required?: boolean
  /** What it means to choose nothing, where that may be. */
  none?: string
}

export function ChoiceInput({ options, value, onChange, inputRef, required = true, none }: ChoiceInputProps) {
  const nothing = { value: NONE, label: none ?? t('Not given') }
  return (
    <Select
      value={value === '' && !required ? NONE : value}
      onValueChange={(chosen) => onChange(chosen === NONE ? '' : chosen)}
    >
      <FormControl>
        <SelectTrigger ref={inputRef} className="w-full">
          <SelectValue placeholder={t('Choose')} />
        </SelectTrigger>
      </FormControl>
      <SelectContent>
        {[...(required ? [] : [nothing]), ...options].map((option) => (
          <SelectItem key={option.value} value={option.value}>
            {option.label}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  )
}

interface ConnectorInputProps extends InputProps {
  charger: Charger
  action: string
  required: boolean
}

/** The charger's connectors, or a number where it has not named any yet. */
export function ConnectorInput({ charger, action, ...input }: ConnectorInputProps) {
  const connectors = charger.connectors.map(({ connector_id, status }) => ({
    value: String(connector_id),
    label: status
      ? t('Connector {number}, {status}', {
          number: connector_id,
          status: connectorStatusWords(status, true),
        })
      : t('Connector {number}', { number: connector_id }),
  }))
  if (connectors.length === 0) return <NumberInput {...input} />
  const zero = CONNECTOR_ZERO[action]
  const none = NO_CONNECTOR[action]
  return (
    <ChoiceInput
      {...input}
      {...(none && { none: t(none) })}
      options={[...(zero ? [{ value: '0', label: t(zero) }] : []), ...connectors]}
    />
  )
}

interface TransactionInputProps extends InputProps {
  charger: Charger
  required: boolean
}

/** The sessions that run, or any number: some chargers know one that we do not. */
export function TransactionInput({ charger, ...input }: TransactionInputProps) {
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
  if (running.length === 0) return <NumberInput {...input} />
  return <ChoiceInput {...input} options={running} />
}

interface NumberInputProps extends InputProps {
  mode?: 'numeric' | 'decimal'
}

export function NumberInput({ value, onChange, onBlur, inputRef, mode = 'numeric' }: NumberInputProps) {
  return (
    <FormControl>
      <Input
        ref={inputRef}
        inputMode={mode}
        autoComplete="off"
        value={value}
        onBlur={onBlur}
        onChange={(event) => onChange(event.target.value)}
      />
    </FormControl>
  )
}
