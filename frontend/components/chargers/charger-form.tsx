'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { z } from 'zod'

import { FormFooter } from '@/components/form-footer'
import { StationPicker } from '@/components/stations/station-picker'
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
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import { showServerError } from '@/lib/form-errors'
import { msg, t } from '@/lib/i18n'
import { useUpdateCharger } from '@/lib/queries/chargers'
import { toast } from '@/lib/toast'
import type { Charger } from '@/lib/types'

const schema = z.object({
  name: z.string().trim().max(100, msg('At most 100 characters.')),
  station_id: z.string().nullable(),
  strictness: z.enum(['tolerant', 'strict']),
})

/** Edits what may change of a charger; its OCPP name is its address and stays. */
export function ChargerDialog({ charger, onClose }: { charger: Charger; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t('Edit {name}', { name: charger.charge_point_id })}</DialogTitle>
          <DialogDescription>
            {t('The name it calls itself is part of its address and stays as it is.')}
          </DialogDescription>
        </DialogHeader>
        <ChargerForm charger={charger} onClose={onClose} />
      </DialogContent>
    </Dialog>
  )
}

function ChargerForm({ charger, onClose }: { charger: Charger; onClose: () => void }) {
  const update = useUpdateCharger()
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: {
      name: charger.name ?? '',
      station_id: charger.station_id,
      strictness: charger.strictness,
    },
  })
  const submit = form.handleSubmit(async ({ name, station_id, strictness }) => {
    try {
      const body = { name: name || null, station_id, strictness }
      await update.mutateAsync({ id: charger.id, body })
      toast(t('{name} is changed', { name: charger.charge_point_id }))
      onClose()
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
              <FormLabel>{t('Note')}</FormLabel>
              <FormControl>
                <Input placeholder={t('bay 7')} {...field} />
              </FormControl>
              <FormDescription>{t('Where it stands, for people.')}</FormDescription>
              <FormMessage />
            </FormItem>
          )}
        />
        <FormField
          control={form.control}
          name="station_id"
          render={({ field }) => (
            <FormItem>
              <FormLabel>{t('Station')}</FormLabel>
              <FormControl>
                <StationPicker value={field.value} onChange={field.onChange} none={t('None')} />
              </FormControl>
              <FormMessage />
            </FormItem>
          )}
        />
        <FormField
          control={form.control}
          name="strictness"
          render={({ field }) => (
            <FormItem>
              <FormLabel>{t('When it breaks a rule of OCPP')}</FormLabel>
              <Select value={field.value} onValueChange={field.onChange}>
                <FormControl>
                  <SelectTrigger className="w-full">
                    <SelectValue />
                  </SelectTrigger>
                </FormControl>
                <SelectContent>
                  <SelectItem value="tolerant">{t('Tolerant: understand it, note the rule')}</SelectItem>
                  <SelectItem value="strict">{t('Strict: answer with an error')}</SelectItem>
                </SelectContent>
              </Select>
              <FormMessage />
            </FormItem>
          )}
        />
        <FormFooter
          submit={t('Save charger')}
          busy={form.formState.isSubmitting}
          error={form.formState.errors.root?.message}
          onCancel={onClose}
        />
      </form>
    </Form>
  )
}
