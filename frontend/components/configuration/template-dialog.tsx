'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useWatch, useForm } from 'react-hook-form'
import { z } from 'zod'

import { TextField } from '@/components/auth/text-field'
import { ApplyChoice } from '@/components/configuration/apply-choice'
import { KeyEditor } from '@/components/configuration/key-editor'
import { appliesTo } from '@/components/configuration/template-scope'
import { FormFooter } from '@/components/form-footer'
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '@/components/ui/dialog'
import { Form, FormField } from '@/components/ui/form'
import { showServerError } from '@/lib/form-errors'
import { totalOf } from '@/lib/charger-kinds'
import { t } from '@/lib/i18n'
import { useChargerSummary } from '@/lib/queries/chargers'
import { useSaveTemplate } from '@/lib/queries/configuration'
import { toast } from '@/lib/toast'
import type { ConfigurationTemplate } from '@/lib/types'

const MOST_KEYS = 100

const templateSchema = () =>
  z.object({
    name: z.string().trim().min(1, t('Enter a name.')).max(200, t('At most 200 characters.')),
    vendor: z.string().trim().max(500, t('At most 500 characters.')),
    model: z.string().trim().max(500, t('At most 500 characters.')),
    firmware: z.string().trim().max(500, t('At most 500 characters.')),
    note: z.string().trim().max(2000, t('At most 2000 characters.')),
    apply: z.enum(['on_request', 'on_boot']),
    keys: z
      .array(z.object({ key: z.string().trim().min(1, t('Name each key.')), value: z.string() }))
      .max(MOST_KEYS, t('At most {count} keys.', { count: MOST_KEYS })),
  })

type Fields = z.infer<ReturnType<typeof templateSchema>>

export function TemplateDialog({
  template,
  onClose,
}: {
  template: ConfigurationTemplate | null
  onClose: () => void
}) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-h-[90dvh] overflow-y-auto">
        <DialogHeader>
          <DialogTitle>
            {template ? t('Edit {name}', { name: template.name }) : t('Add configuration template')}
          </DialogTitle>
          <DialogDescription>
            {t('Values that are desired of all chargers of a vendor, a model, a firmware.')}
          </DialogDescription>
        </DialogHeader>
        <TemplateForm template={template} onClose={onClose} />
      </DialogContent>
    </Dialog>
  )
}

function TemplateForm({
  template,
  onClose,
}: {
  template: ConfigurationTemplate | null
  onClose: () => void
}) {
  const save = useSaveTemplate()
  const form = useForm<Fields, unknown, Fields>({
    resolver: (values, context, options) => zodResolver(templateSchema())(values, context, options),
    defaultValues: template ?? {
      name: '',
      vendor: '',
      model: '',
      firmware: '',
      note: '',
      apply: 'on_request',
      keys: [{ key: '', value: '' }],
    },
  })
  const { control, formState } = form
  const submit = form.handleSubmit(async (body) => {
    try {
      await save.mutateAsync({ id: template?.id ?? null, body })
      toast(t('{name} is saved', { name: body.name }))
      onClose()
    } catch (error) {
      showServerError(form, error)
    }
  })
  const keyProblem = Array.isArray(formState.errors.keys)
    ? t('Name each key.')
    : formState.errors.keys?.message
  return (
    <Form {...form}>
      <form onSubmit={(event) => void submit(event)} className="grid gap-4" noValidate>
        <TextField control={control} name="name" label={t('Name')} autoComplete="off" />
        <div className="grid items-start gap-4 sm:grid-cols-3">
          <TextField control={control} name="vendor" label={t('Vendor')} autoComplete="off" />
          <TextField control={control} name="model" label={t('Model')} autoComplete="off" />
          <TextField control={control} name="firmware" label={t('Firmware')} autoComplete="off" />
        </div>
        <Scope control={control} />
        <FormField
          control={control}
          name="apply"
          render={({ field }) => <ApplyChoice value={field.value} onChange={field.onChange} />}
        />
        <FormField
          control={control}
          name="keys"
          render={({ field }) => <KeyEditor keys={field.value} onChange={field.onChange} />}
        />
        <TextField control={control} name="note" label={t('Note')} autoComplete="off" />
        <FormFooter
          submit={t('Save template')}
          busy={formState.isSubmitting}
          error={formState.errors.root?.message ?? keyProblem}
          onCancel={onClose}
        />
      </form>
    </Form>
  )
}

/** Whom it concerns, while it is written. */
function Scope({ control }: { control: ReturnType<typeof useForm<Fields, unknown, Fields>>['control'] }) {
  const [vendor, model, firmware] = useWatch({ control, name: ['vendor', 'model', 'firmware'] })
  const kinds = useChargerSummary().data?.kinds ?? []
  return (
    <p role="status" className="-mt-2 text-xs text-muted-foreground tabular-nums">
      {t(
        'As the chargers report them; empty fits all. It applies to {count, plural, =0 {no charger} one {# charger} other {# chargers}} now.',
        {
          count: totalOf(kinds, (kind) => appliesTo({ vendor, model, firmware }, kind)),
        },
      )}
    </p>
  )
}
