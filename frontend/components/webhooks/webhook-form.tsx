'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { z } from 'zod'

import { TextField } from '@/components/auth/text-field'
import { FormFooter } from '@/components/form-footer'
import { Form, FormField } from '@/components/ui/form'
import { EventsField } from '@/components/webhooks/events-field'
import { ALL } from '@/components/webhooks/webhook-events'
import { showServerError } from '@/lib/form-errors'
import { t } from '@/lib/i18n'
import type { Webhook } from '@/lib/types'

const EXAMPLE = 'https://receiver.example/hook'

function isAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null
  return url !== null && ['http:', 'https:'].includes(url.protocol)
}

const schema = z.object({
  url: z
    .string()
    .trim()
    .max(2000, { error: () => t('At most 2000 characters.') })
    .refine(isAddress, { error: () => t('An address such as {example}.', { example: EXAMPLE }) }),
  description: z
    .string()
    .trim()
    .max(500, { error: () => t('At most 500 characters.') }),
  events: z.array(z.string()).min(1, { error: () => t('Choose at least one event.') }),
})

export type WebhookFields = z.infer<typeof schema>

interface WebhookFormProps {
  webhook: Webhook | null
  onSave: (fields: WebhookFields) => Promise<void>
  onCancel: () => void
}

/** Where to, what of, and what for. */
export function WebhookForm({ webhook, onSave, onCancel }: WebhookFormProps) {
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: {
      url: webhook?.url ?? '',
      description: webhook?.description ?? '',
      events: webhook?.events ?? [ALL],
    },
  })
  const submit = form.handleSubmit(async (fields) => {
    try {
      await onSave(fields)
    } catch (error) {
      showServerError(form, error)
    }
  })
  return (
    <Form {...form}>
      <form onSubmit={submit} className="grid gap-4" noValidate>
        <TextField
          control={form.control}
          name="url"
          label={t('Address')}
          type="url"
          autoComplete="off"
          spellCheck={false}
          placeholder={EXAMPLE}
          hint={t('Events are sent there by POST. It answers 2xx within 10 seconds.')}
        />
        <TextField
          control={form.control}
          name="description"
          label={t('Description')}
          autoComplete="off"
          hint={t('What it is for, such as billing.')}
        />
        <FormField
          control={form.control}
          name="events"
          render={({ field, fieldState }) => (
            <EventsField value={field.value} onChange={field.onChange} error={fieldState.error?.message} />
          )}
        />
        <FormFooter
          submit={webhook ? t('Save webhook') : t('Add webhook')}
          busy={form.formState.isSubmitting}
          error={form.formState.errors.root?.message}
          onCancel={onCancel}
        />
      </form>
    </Form>
  )
}
