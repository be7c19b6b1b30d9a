'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm, type Control } from 'react-hook-form'
import { z } from 'zod'

import { Choices } from '@/components/choice-dialog'
import { FormFooter } from '@/components/form-footer'
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '@/components/ui/dialog'
import { Form, FormControl, FormField, FormItem, FormLabel, FormMessage } from '@/components/ui/form'
import { Input } from '@/components/ui/input'
import { showServerError } from '@/lib/form-errors'
import { optionalMoment } from '@/lib/form-fields'
import { msg, t } from '@/lib/i18n'
import { useRequestDiagnostics } from '@/lib/queries/firmware'
import { toast } from '@/lib/toast'
import type { Charger } from '@/lib/types'

const KINDS = ['diagnostics', 'diagnostics_log', 'security_log'] as const

/** What can be asked for, shown with `t()`. */
const LABELS = msg({
  diagnostics: 'Diagnostics',
  diagnostics_log: 'Diagnostics log',
  security_log: 'Security log',
})
const DETAILS = msg({
  diagnostics: 'GetDiagnostics: chargers of every kind know it.',
  diagnostics_log: 'GetLog: newer chargers, with the security extension.',
  security_log: 'GetLog: what the charger has noted about its own security.',
})

const schema = () =>
  z
    .object({ kind: z.enum(KINDS), start: optionalMoment, stop: optionalMoment })
    .refine(({ start, stop }) => !start || !stop || start < stop, {
      path: ['stop'],
      message: t('The end is before the start.'),
    })

type Fields = z.input<ReturnType<typeof schema>>

export function LogDialog({ charger, onClose }: { charger: Charger; onClose: () => void }) {
  const request = useRequestDiagnostics(charger.id)
  const form = useForm({
    resolver: zodResolver(schema()),
    defaultValues: { kind: 'diagnostics' as const, start: '', stop: '' } as Fields,
  })
  const submit = form.handleSubmit(async (values) => {
    try {
      await request.mutateAsync(values)
      toast(t('{name} is asked', { name: charger.charge_point_id }))
      onClose()
    } catch (error) {
      showServerError(form, error)
    }
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t('Ask {name} for a log', { name: charger.charge_point_id })}</DialogTitle>
          <DialogDescription>
            {t('It delivers one file here, of 50 MiB at most, within a day.')}
          </DialogDescription>
        </DialogHeader>
        <Form {...form}>
          <form onSubmit={submit} className="grid gap-4" noValidate>
            <FormField
              control={form.control}
              name="kind"
              render={({ field }) => (
                <Choices
                  label={t('What')}
                  choices={KINDS.map((value) => ({
                    value,
                    label: t(LABELS[value]),
                    detail: t(DETAILS[value]),
                  }))}
                  value={field.value}
                  onChange={field.onChange}
                />
              )}
            />
            <div className="grid gap-4 sm:grid-cols-2">
              <MomentField control={form.control} name="start" label={t('From')} />
              <MomentField control={form.control} name="stop" label={t('To')} />
            </div>
            <FormFooter
              submit={t('Ask for it')}
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

interface MomentFieldProps {
  control: Control<Fields, unknown, z.output<ReturnType<typeof schema>>>
  name: 'start' | 'stop'
  label: string
}

/** Empty: as the charger has it. */
function MomentField({ control, name, label }: MomentFieldProps) {
  return (
    <FormField
      control={control}
      name={name}
      render={({ field }) => (
        <FormItem>
          <FormLabel>{label}</FormLabel>
          <FormControl>
            <Input type="datetime-local" {...field} />
          </FormControl>
          <FormMessage />
        </FormItem>
      )}
    />
  )
}
