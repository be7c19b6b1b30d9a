'use client'

import { useForm, type UseFormReturn } from 'react-hook-form'

import { ConnectorInput, ChoiceInput, TransactionInput } from '@/components/commands/operation-inputs'
import {
  missingFields,
  toRequest,
  type FormValues,
  type Operation,
  type OperationField,
} from '@/components/commands/operations'
import { TagPicker } from '@/components/commands/tag-picker'
import { useSend } from '@/components/commands/use-send'
import { FormFooter } from '@/components/form-footer'
import {
  Form,
  FormControl,
  FormDescription,
  FormField,
  FormItem,
  FormLabel,
  FormMessage,
} from '@/components/ui/form'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { showServerError } from '@/lib/form-errors'
import { msg, t, translated } from '@/lib/i18n'
import type { Charger } from '@/lib/types'

interface OperationFormProps {
  charger: Charger
  operation: Operation
  /** What fields hold at first, by their OCPP name. */
  initial?: FormValues
  onClose: () => void
}

function defaults({ fields }: Operation, charger: Charger): FormValues {
  const only = charger.connectors.length === 1 ? String(charger.connectors[0]?.connector_id) : ''
  return Object.fromEntries(
    fields.map(({ name, kind, options, required }) => {
      if (kind === 'choice') return [name, options?.[0]?.value ?? '']
      return [name, kind === 'connector' && required ? only : '']
    }),
  )
}

/** The form of one operation; what the server says about a field stands below it. */
export function OperationForm({ charger, operation, initial = {}, onClose }: OperationFormProps) {
  const send = useSend(charger)
  const form = useForm<FormValues>({ defaultValues: { ...defaults(operation, charger), ...initial } })
  const submit = form.handleSubmit(async (values) => {
    const missing = missingFields(operation, values)
    for (const name of missing) form.setError(name, { message: msg('Needed.') })
    if (missing.length > 0) return
    try {
      await send.mutateAsync({ action: operation.action, request: toRequest(operation, values) })
      onClose()
    } catch (error) {
      showServerError(form, error)
    }
  })
  return (
    <Form {...form}>
      <form onSubmit={submit} className="grid gap-4" noValidate>
        {operation.fields.map((field) => (
          <FieldItem key={field.name} field={field} form={form} charger={charger} />
        ))}
        <FormFooter
          submit={form.formState.isSubmitting ? t('Waiting for the charger') : t(operation.label)}
          busy={form.formState.isSubmitting}
          error={form.formState.errors.root?.message}
          onCancel={onClose}
        />
      </form>
    </Form>
  )
}

interface FieldItemProps {
  field: OperationField
  form: UseFormReturn<FormValues>
  charger: Charger
}

function FieldItem({ field, form, charger }: FieldItemProps) {
  return (
    <FormField
      control={form.control}
      name={field.name}
      render={({ field: { value, onChange, ...control } }) => (
        <FormItem>
          <FormLabel>{t(field.label)}</FormLabel>
          <FieldInput field={field} charger={charger} value={value} onChange={onChange} control={control} />
          {field.help && <FormDescription>{t(field.help)}</FormDescription>}
          <FormMessage />
        </FormItem>
      )}
    />
  )
}

interface FieldInputProps {
  field: OperationField
  charger: Charger
  value: string
  onChange: (value: string) => void
  control: { name: string; onBlur: () => void; ref: (element: HTMLElement | null) => void }
}

function FieldInput({ field, charger, value, onChange, control }: FieldInputProps) {
  switch (field.kind) {
    case 'tag':
      return (
        <FormControl>
          <TagPicker value={value} onChange={onChange} className="text-base md:h-10" />
        </FormControl>
      )
    case 'connector':
      return <ConnectorInput charger={charger} field={field} value={value} onChange={onChange} />
    case 'transaction':
      return <TransactionInput charger={charger} value={value} onChange={onChange} />
    case 'choice':
      return <ChoiceInput options={translated(field.options ?? [])} value={value} onChange={onChange} />
    case 'long':
      return (
        <FormControl>
          <Textarea {...control} value={value} onChange={(event) => onChange(event.target.value)} rows={4} />
        </FormControl>
      )
    case 'text':
      return (
        <FormControl>
          <Input
            {...control}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            autoComplete="off"
          />
        </FormControl>
      )
  }
}
