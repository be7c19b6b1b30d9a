'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm, type Control } from 'react-hook-form'
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
import { showServerError } from '@/lib/form-errors'
import { optionalNumber } from '@/lib/form-fields'
import { msg, t } from '@/lib/i18n'
import { useSaveStation } from '@/lib/queries/stations'
import { toast } from '@/lib/toast'
import type { Station } from '@/lib/types'

const schema = z.object({
  name: z.string().trim().min(1, msg('Give it a name.')).max(200, msg('At most 200 characters.')),
  address: z.string().trim().max(500, msg('At most 500 characters.')),
  latitude: optionalNumber({ min: -90, max: 90, message: msg('Between -90 and 90.') }),
  longitude: optionalNumber({ min: -180, max: 180, message: msg('Between -180 and 180.') }),
  note: z.string().trim().max(2000, msg('At most 2000 characters.')),
  limit_kw: optionalNumber({ min: 0.001, max: 1_000_000, message: msg('More than 0 kW.') }),
})

type Fields = z.input<typeof schema>

const text = (value: number | null | undefined) => (value == null ? '' : String(value))

export function StationDialog({ station, onClose }: { station: Station | null; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{station ? t('Edit {name}', { name: station.name }) : t('Add station')}</DialogTitle>
          <DialogDescription>{t('A place with an address where chargers stand.')}</DialogDescription>
        </DialogHeader>
        <StationForm station={station} onClose={onClose} />
      </DialogContent>
    </Dialog>
  )
}

function StationForm({ station, onClose }: { station: Station | null; onClose: () => void }) {
  const save = useSaveStation()
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: {
      name: station?.name ?? '',
      address: station?.address ?? '',
      latitude: text(station?.latitude),
      longitude: text(station?.longitude),
      note: station?.note ?? '',
      limit_kw: text(station?.power_limit_w == null ? null : station.power_limit_w / 1000),
    },
  })
  const submit = form.handleSubmit(async ({ name, address, note, latitude, longitude, limit_kw }) => {
    const power_limit_w = limit_kw === null ? null : Math.round(limit_kw * 1000)
    try {
      const place = { address: address || null, latitude, longitude }
      const body = { name, ...place, note: note || null, power_limit_w }
      await save.mutateAsync({ id: station?.id ?? null, body })
      toast(station ? t('{name} is changed', { name }) : t('{name} is added', { name }))
      onClose()
    } catch (error) {
      showServerError(form, error)
    }
  })
  return (
    <Form {...form}>
      <form onSubmit={submit} className="grid gap-4" noValidate>
        <TextField control={form.control} name="name" label={t('Name')} />
        <TextField control={form.control} name="address" label={t('Address')} />
        <div className="grid grid-cols-2 gap-4">
          <TextField control={form.control} name="latitude" label={t('Latitude')} numeric />
          <TextField control={form.control} name="longitude" label={t('Longitude')} numeric />
        </div>
        <TextField
          control={form.control}
          name="limit_kw"
          label={t('Power limit, kW')}
          numeric
          hint={t(
            'What the grid connection carries. The overview draws it; leave it empty when there is none.',
          )}
        />
        <TextField
          control={form.control}
          name="note"
          label={t('Note')}
          hint={t('Who has the key, where to park.')}
        />
        <FormFooter
          submit={station ? t('Save station') : t('Add station')}
          busy={form.formState.isSubmitting}
          error={form.formState.errors.root?.message}
          onCancel={onClose}
        />
      </form>
    </Form>
  )
}

interface TextFieldProps {
  control: Control<Fields, unknown, z.output<typeof schema>>
  name: keyof Fields
  label: string
  numeric?: boolean
  hint?: string
}

function TextField({ control, name, label, numeric = false, hint }: TextFieldProps) {
  return (
    <FormField
      control={control}
      name={name}
      render={({ field }) => (
        <FormItem>
          <FormLabel>{label}</FormLabel>
          <FormControl>
            <Input autoComplete="off" inputMode={numeric ? 'decimal' : 'text'} {...field} />
          </FormControl>
          {hint && <FormDescription>{hint}</FormDescription>}
          <FormMessage />
        </FormItem>
      )}
    />
  )
}
