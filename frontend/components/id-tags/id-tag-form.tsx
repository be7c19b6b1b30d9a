'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm, type Control } from 'react-hook-form'
import { z } from 'zod'

import { FormFooter } from '@/components/form-footer'
import { Checkbox } from '@/components/ui/checkbox'
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
import { showServerError } from '@/lib/form-errors'
import { optionalMoment, optionalNumber, toLocalInput } from '@/lib/form-fields'
import { msg, t } from '@/lib/i18n'
import { useSaveIdTag } from '@/lib/queries/id-tags'
import { toast } from '@/lib/toast'
import type { IdTag } from '@/lib/types'

const LENGTH = msg('At most 20 characters, as OCPP 1.6 carries them.')

const WHOLE = msg('A whole number from 1.')

const schema = z.object({
  id_tag: z.string().trim().min(1, msg('Enter the tag as the charger reads it.')).max(20, LENGTH),
  parent_id_tag: z.string().trim().max(20, LENGTH),
  max_active_transactions: optionalNumber({ min: 1, max: 10_000, message: WHOLE }).refine(
    (value) => value === null || Number.isInteger(value),
    WHOLE,
  ),
  expires_at: optionalMoment,
  note: z.string().trim().max(2000, msg('At most 2000 characters.')),
  blocked: z.boolean(),
})

type Fields = z.input<typeof schema>
type IdTagControl = Control<Fields, unknown, z.output<typeof schema>>

export function IdTagDialog({ tag, onClose }: { tag: IdTag | null; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{tag ? t('Edit {name}', { name: tag.id_tag }) : t('Add id tag')}</DialogTitle>
          <DialogDescription>{t('What a driver presents: a card, a key fob, a vehicle.')}</DialogDescription>
        </DialogHeader>
        <IdTagForm tag={tag} onClose={onClose} />
      </DialogContent>
    </Dialog>
  )
}

function IdTagForm({ tag, onClose }: { tag: IdTag | null; onClose: () => void }) {
  const save = useSaveIdTag()
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: {
      id_tag: tag?.id_tag ?? '',
      parent_id_tag: tag?.parent_id_tag ?? '',
      max_active_transactions: tag?.max_active_transactions?.toString() ?? '',
      expires_at: toLocalInput(tag?.expires_at),
      note: tag?.note ?? '',
      blocked: tag?.blocked ?? false,
    },
  })
  const submit = form.handleSubmit(async ({ parent_id_tag, note, ...values }) => {
    try {
      const body = { ...values, parent_id_tag: parent_id_tag || null, note: note || null }
      await save.mutateAsync({ id: tag?.id ?? null, body })
      const name = values.id_tag
      toast(tag ? t('{name} is changed', { name }) : t('{name} is added', { name }))
      onClose()
    } catch (error) {
      showServerError(form, error)
    }
  })
  const { control } = form
  return (
    <Form {...form}>
      <form onSubmit={submit} className="grid gap-4" noValidate>
        <TextField
          control={control}
          name="id_tag"
          label={t('Id tag')}
          hint={t('Upper and lower case are the same to OCPP.')}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            control={control}
            name="parent_id_tag"
            label={t('Parent')}
            hint={t('Tags of one parent may stop each other.')}
          />
          <TextField
            control={control}
            name="max_active_transactions"
            label={t('Sessions at once')}
            hint={t('Empty for as many as there are.')}
          />
        </div>
        <TextField control={control} name="expires_at" label={t('Expires')} type="datetime-local" />
        <TextField control={control} name="note" label={t('Note')} hint={t('Whose it is.')} />
        <BlockedField control={control} />
        <FormFooter
          submit={tag ? t('Save id tag') : t('Add id tag')}
          busy={form.formState.isSubmitting}
          error={form.formState.errors.root?.message}
          onCancel={onClose}
        />
      </form>
    </Form>
  )
}

interface TextFieldProps {
  control: IdTagControl
  name: Exclude<keyof Fields, 'blocked'>
  label: string
  type?: string
  hint?: string
}

function TextField({ control, name, label, type = 'text', hint }: TextFieldProps) {
  return (
    <FormField
      control={control}
      name={name}
      render={({ field }) => (
        <FormItem className="content-start">
          <FormLabel>{label}</FormLabel>
          <FormControl>
            <Input autoComplete="off" spellCheck={false} type={type} {...field} />
          </FormControl>
          {hint && <FormDescription>{hint}</FormDescription>}
          <FormMessage />
        </FormItem>
      )}
    />
  )
}

function BlockedField({ control }: { control: IdTagControl }) {
  return (
    <FormField
      control={control}
      name="blocked"
      render={({ field }) => (
        <FormItem className="flex items-center gap-2">
          <FormControl>
            <Checkbox checked={field.value} onBlur={field.onBlur} onCheckedChange={field.onChange} />
          </FormControl>
          <FormLabel>{t('Blocked: it can start no session')}</FormLabel>
        </FormItem>
      )}
    />
  )
}
