'use client'

import { useState } from 'react'
import { useForm } from 'react-hook-form'

import { OfflineChoice, useOfflineChoice } from '@/components/commands/offline-choice'
import { ChoiceInput } from '@/components/commands/operation-inputs'
import { parseRequest } from '@/components/commands/operations'
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
import { Textarea } from '@/components/ui/textarea'
import { msg, t } from '@/lib/i18n'
import { ApiError, describeError } from '@/lib/problem'
import { useOperations } from '@/lib/queries/charger-detail'
import type { Charger } from '@/lib/types'

interface RawFormProps {
  charger: Charger
  initial: string
  onClose: () => void
}

/** Any operation of OCPP 1.6, its request as JSON; checked by the server against OCPP's own schema. */
export function RawForm({ charger, initial, onClose }: RawFormProps) {
  const send = useSend(charger)
  const operations = useOperations()
  const offline = useOfflineChoice(charger)
  const [complaints, setComplaints] = useState<{ field: string; message: string }[]>([])
  const form = useForm({ defaultValues: { action: initial, payload: '{}' } })
  const submit = form.handleSubmit(async ({ action, payload }) => {
    setComplaints([])
    const request = parseRequest(payload)
    if (!request) {
      form.setError('payload', { message: msg('Not a JSON object.') })
      return
    }
    try {
      await send.mutateAsync({ action, request, validFor: offline.validFor })
      onClose()
    } catch (error) {
      form.setError('root', { message: describeError(error) })
      if (error instanceof ApiError) setComplaints(error.fields)
    }
  })
  const options = (operations.data?.items ?? [{ action: initial }]).map(({ action }) => ({
    value: action,
    label: action,
  }))
  return (
    <Form {...form}>
      <form onSubmit={submit} className="grid gap-4" noValidate>
        <FormField
          control={form.control}
          name="action"
          render={({ field }) => (
            <FormItem>
              <FormLabel>{t('Action')}</FormLabel>
              <ChoiceInput options={options} value={field.value} onChange={field.onChange} />
              <FormMessage />
            </FormItem>
          )}
        />
        <FormField
          control={form.control}
          name="payload"
          render={({ field }) => (
            <FormItem>
              <FormLabel>{t('Request')}</FormLabel>
              <FormControl>
                <Textarea {...field} rows={10} spellCheck={false} className="font-mono text-xs leading-5" />
              </FormControl>
              <FormDescription>
                {t('The payload only, as OCPP 1.6 defines it. The rest of the frame is added.')}
              </FormDescription>
              <FormMessage />
            </FormItem>
          )}
        />
        {complaints.length > 0 && (
          <ul role="alert" className="grid gap-1 text-xs text-destructive">
            {complaints.map(({ field, message }) => (
              <li key={`${field} ${message}`}>
                {field && <code className="font-mono font-medium">{field}</code>} {message}
              </li>
            ))}
          </ul>
        )}
        <OfflineChoice {...offline} />
        <FormFooter
          submit={form.formState.isSubmitting ? offline.waiting : t('Send')}
          busy={form.formState.isSubmitting}
          error={form.formState.errors.root?.message}
          onCancel={onClose}
        />
      </form>
    </Form>
  )
}
