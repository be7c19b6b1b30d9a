'use client'

import type { FieldValues } from 'react-hook-form'
import { useFormContext } from 'react-hook-form'

import { FIELD_HELP, FIELD_LABELS, OPTION_LABELS } from '@/components/commands/field-labels'
import {
  ChoiceInput,
  ConnectorInput,
  NumberInput,
  TransactionInput,
  type InputProps,
} from '@/components/commands/operation-inputs'
import { TagPicker } from '@/components/commands/tag-picker'
import {
  FormControl,
  FormDescription,
  FormField,
  FormItem,
  FormLabel,
  FormMessage,
} from '@/components/ui/form'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/i18n'
import { fieldWords } from '@/lib/ocpp/field-words'
import type { SimpleField } from '@/lib/ocpp/request-fields'
import type { Charger } from '@/lib/types'

interface SimpleItemProps {
  field: SimpleField
  above: string
  charger: Charger
  action: string
}

/** One field with its label, what it means, and what is wrong with it. */
export function SimpleItem({ field, above, charger, action }: SimpleItemProps) {
  const { control } = useFormContext<FieldValues>()
  return (
    <FormField
      control={control}
      name={above + field.name}
      render={({ field: { value, onChange, onBlur, ref } }) => {
        const text = typeof value === 'string' ? value : ''
        const help = helpOf(action, field, text)
        return (
          <FormItem>
            <FormLabel>
              {t(FIELD_LABELS[field.name] ?? field.name)}
              {!field.required && (
                <span className="ml-1.5 font-normal text-muted-foreground">{t('optional')}</span>
              )}
            </FormLabel>
            <SimpleInput {...{ field, charger, action, onChange, onBlur }} value={text} inputRef={ref} />
            {help && <FormDescription>{help}</FormDescription>}
            <FormMessage />
          </FormItem>
        )
      }}
    />
  )
}

/** What the message log says of the field; of a choice, what the chosen value means. */
function helpOf(action: string, { name, path, kind }: SimpleField, value: string): string | null {
  const own = FIELD_HELP[`${action} ${name}`]
  if (own) return t(own)
  const words = fieldWords(action, false, path)
  if (typeof words === 'string') return t(words)
  if (kind === 'moment') return t('By the clock of this device; it is sent in UTC.')
  if (!words || !SPOKEN.has(kind)) return null
  const said = kind === 'choice' && (value === '' || `${action} ${path} ${value}` in OPTION_LABELS)
  return said ? null : words(value, () => '')
}

/** Kinds whose value has words of its own: "The next 2 h 00 min". */
const SPOKEN = new Set(['choice', 'whole', 'decimal'])

interface SimpleInputProps extends InputProps {
  field: SimpleField
  charger: Charger
  action: string
}

function SimpleInput({ field, charger, action, ...input }: SimpleInputProps) {
  const { value, onChange, onBlur, inputRef } = input
  switch (field.kind) {
    case 'tag':
      return (
        <FormControl>
          <TagPicker ref={inputRef} value={value} onChange={onChange} className="text-base md:h-10" />
        </FormControl>
      )
    case 'connector':
      return <ConnectorInput {...input} charger={charger} action={action} required={field.required} />
    case 'transaction':
      return <TransactionInput {...input} charger={charger} required={field.required} />
    case 'choice':
      return <ChoiceInput {...input} options={optionsOf(action, field)} required={field.required} />
    case 'whole':
      return <NumberInput {...input} />
    case 'decimal':
      return <NumberInput {...input} mode="decimal" />
    case 'long':
      return (
        <FormControl>
          <Textarea
            ref={inputRef}
            value={value}
            onBlur={onBlur}
            onChange={(event) => onChange(event.target.value)}
            rows={4}
            spellCheck={false}
          />
        </FormControl>
      )
    case 'moment':
    case 'text':
    case 'names':
      return (
        <FormControl>
          <Input
            ref={inputRef}
            type={field.kind === 'moment' ? 'datetime-local' : 'text'}
            value={value}
            onBlur={onBlur}
            onChange={(event) => onChange(event.target.value)}
            autoComplete="off"
          />
        </FormControl>
      )
  }
}

const optionsOf = (action: string, { path, options }: SimpleField) =>
  options.map((value) => {
    const label = OPTION_LABELS[`${action} ${path} ${value}`]
    return { value, label: label ? t(label) : value }
  })
