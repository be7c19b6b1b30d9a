'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { z } from 'zod'

import { FormFooter } from '@/components/form-footer'
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '@/components/ui/dialog'
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
import { eventsText } from '@/components/webhooks/webhook-events'
import { formatExact } from '@/lib/format'
import { showServerError } from '@/lib/form-errors'
import { optionalMoment, toLocalInput } from '@/lib/form-fields'
import { t } from '@/lib/i18n'
import { useReplay } from '@/lib/queries/webhooks'
import type { Webhook } from '@/lib/types'

const HOUR = 3_600_000
const KEPT_DAYS = 30

const schema = z.object({
  since: optionalMoment
    .refine((moment) => moment !== null && Date.parse(moment) < Date.now(), {
      error: () => t('Choose a moment that is over.'),
    })
    .transform((moment) => moment ?? ''),
})

/** Sends again what the log has since a moment. */
export function ReplayDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const replay = useReplay()
  const [first] = useState(() => toLocalInput(new Date(Date.now() - HOUR).toISOString()))
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { since: first },
  })
  const submit = form.handleSubmit(async ({ since }) => {
    try {
      await replay.mutateAsync({ id: webhook.id, since })
      onClose()
    } catch (error) {
      showServerError(form, error)
    }
  })
  const since = useWatch({ control: form.control, name: 'since' })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t('Replay events')}</DialogTitle>
          <DialogDescription>
            {t(
              'For a receiver that was away, or that has lost what it had: the log of the last {days} days is sent again.',
              {
                days: KEPT_DAYS,
              },
            )}
          </DialogDescription>
        </DialogHeader>
        <Form {...form}>
          <form onSubmit={submit} className="grid gap-4" noValidate>
            <FormField
              control={form.control}
              name="since"
              render={({ field }) => (
                <FormItem>
                  <FormLabel>{t('From when on')}</FormLabel>
                  <FormControl>
                    <Input type="datetime-local" {...field} />
                  </FormControl>
                  <FormDescription>{t('On the clock of this browser.')}</FormDescription>
                  <FormMessage />
                </FormItem>
              )}
            />
            <Meaning webhook={webhook} since={since} />
            <FormFooter
              submit={t('Send them again')}
              busy={form.formState.isSubmitting}
              error={form.formState.errors.root?.message}
              onCancel={onClose}
            />
          </form>
        </Form>
      </DialogContent>
    </Dialog>
  )
}

/** What is about to happen, in words. */
function Meaning({ webhook, since }: { webhook: Webhook; since: string }) {
  const at = new Date(since)
  if (Number.isNaN(at.getTime())) return null
  return (
    <div className="grid gap-2 rounded-lg border bg-muted/50 p-3">
      <p>
        {t(
          'Every event since {since} that this webhook wants ({events}) is sent to {url}, in the order in which they happened as far as that can be had.',
          {
            since: formatExact(at),
            events: eventsText(webhook.events),
            url: webhook.url,
          },
        )}
      </p>
      <p className="text-muted-foreground">
        {t(
          'Also those that have arrived: they come with the same webhook-id. A receiver that does not remember ids acts twice.',
        )}
      </p>
      {!webhook.enabled && (
        <p className="text-muted-foreground">{t('The webhook is paused: they wait until it is resumed.')}</p>
      )}
    </div>
  )
}
