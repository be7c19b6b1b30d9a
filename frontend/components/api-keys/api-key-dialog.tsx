'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'

import { curlLine, SCOPES } from '@/components/api-keys/api-key-words'
import { Choices } from '@/components/choice-dialog'
import { FormFooter } from '@/components/form-footer'
import { ShownOnce } from '@/components/shown-once'
import { Button } from '@/components/ui/button'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog'
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
import { Label } from '@/components/ui/label'
import { serverOrigin } from '@/lib/config'
import { showServerError } from '@/lib/form-errors'
import { optionalMoment } from '@/lib/form-fields'
import { msg, t, translated } from '@/lib/i18n'
import { useCreateApiKey } from '@/lib/queries/api-keys'
import type { CreatedApiKey } from '@/lib/types'

const schema = z.object({
  name: z
    .string()
    .trim()
    .min(1, msg('Enter what uses it, such as billing.'))
    .max(200, msg('At most 200 characters.')),
  scope: z.enum(['read', 'full']),
  expires_at: optionalMoment.refine(
    (moment) => moment === null || Date.parse(moment) > Date.now(),
    msg('Choose a moment that is still to come.'),
  ),
})

/** Asks what the key is for, then shows it this once. */
export function ApiKeyDialog({ onClose }: { onClose: () => void }) {
  const [created, setCreated] = useState<CreatedApiKey | null>(null)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        {created ? (
          <Created apiKey={created} onClose={onClose} />
        ) : (
          <>
            <DialogHeader>
              <DialogTitle>{t('Make API key')}</DialogTitle>
              <DialogDescription>
                {t('A program has a key instead of a password. One for each makes it easy to end just one.')}
              </DialogDescription>
            </DialogHeader>
            <NewKeyForm onDone={setCreated} onCancel={onClose} />
          </>
        )}
      </DialogContent>
    </Dialog>
  )
}

function NewKeyForm({ onDone, onCancel }: { onDone: (key: CreatedApiKey) => void; onCancel: () => void }) {
  const create = useCreateApiKey()
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { name: '', scope: 'read' as const, expires_at: '' },
  })
  const submit = form.handleSubmit(async (values) => {
    try {
      onDone(await create.mutateAsync(values))
    } catch (error) {
      showServerError(form, error)
    }
  })
  return (
    <Form {...form}>
      <form onSubmit={submit} className="grid gap-4" noValidate>
        <FormField
          control={form.control}
          name="name"
          render={({ field }) => (
            <FormItem>
              <FormLabel>{t('Name')}</FormLabel>
              <FormControl>
                <Input autoComplete="off" placeholder={t('billing')} {...field} />
              </FormControl>
              <FormDescription>{t('What it does is noted under this name.')}</FormDescription>
              <FormMessage />
            </FormItem>
          )}
        />
        <FormField
          control={form.control}
          name="scope"
          render={({ field }) => (
            <div className="grid gap-1.5">
              <Label asChild>
                <span>{t('It may')}</span>
              </Label>
              <Choices
                label={t('It may')}
                choices={translated(SCOPES)}
                value={field.value}
                onChange={field.onChange}
              />
              <p className="text-xs text-muted-foreground">{t('No key leads to people or to other keys.')}</p>
            </div>
          )}
        />
        <FormField
          control={form.control}
          name="expires_at"
          render={({ field }) => (
            <FormItem>
              <FormLabel>{t('Expires')}</FormLabel>
              <FormControl>
                <Input type="datetime-local" {...field} />
              </FormControl>
              <FormDescription>{t('Empty: it is good until it is revoked.')}</FormDescription>
              <FormMessage />
            </FormItem>
          )}
        />
        <FormFooter
          submit={t('Make key')}
          busy={form.formState.isSubmitting}
          error={form.formState.errors.root?.message}
          onCancel={onCancel}
        />
      </form>
    </Form>
  )
}

function Created({ apiKey: { name, key }, onClose }: { apiKey: CreatedApiKey; onClose: () => void }) {
  return (
    <>
      <DialogHeader>
        <DialogTitle>{t('Key for {name}', { name })}</DialogTitle>
        <DialogDescription>
          {t(
            'It is shown this once: the server keeps its hash only. Put it where the program keeps its secrets.',
          )}
        </DialogDescription>
      </DialogHeader>
      <ShownOnce label={t('Key')} what={t('key')} value={key} />
      <ShownOnce label={t('Try it')} what={t('command')} value={curlLine(serverOrigin(), key)} rows={3} />
      <DialogFooter>
        <Button size="lg" onClick={onClose}>
          {t('Done')}
        </Button>
      </DialogFooter>
    </>
  )
}
