'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'

import { DropZone, LARGEST_FIRMWARE } from '@/components/firmware/drop-zone'
import { firmwareName } from '@/components/firmware/firmware-words'
import { HardwareFields, SignatureFields, UploadField } from '@/components/firmware/upload-fields'
import { FormFooter } from '@/components/form-footer'
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '@/components/ui/dialog'
import { Form, FormField, FormItem, FormMessage } from '@/components/ui/form'
import { formatBytes } from '@/lib/format'
import { showServerError } from '@/lib/form-errors'
import { t } from '@/lib/i18n'
import { useUploadFirmware } from '@/lib/queries/firmware'
import { toast } from '@/lib/toast'
import type { Progress } from '@/lib/upload'

const text = () =>
  z
    .string()
    .trim()
    .max(255, t('At most {count} characters.', { count: 255 }))

const schema = () =>
  z
    .object({
      file: z
        .custom<File | null>((value) => value === null || value instanceof File)
        .refine((file) => file !== null, { message: t('Choose the file.'), abort: true })
        .refine(
          (file) => file.size <= LARGEST_FIRMWARE,
          t('It is larger than {size}.', { size: formatBytes(LARGEST_FIRMWARE) }),
        ),
      version: text(),
      vendor: text(),
      model: text(),
      note: text(),
      certificate: z.string().trim(),
      signature: z.string().trim(),
    })
    .refine(({ certificate, signature }) => !certificate || signature, {
      path: ['signature'],
      message: t('Certificate and signature come together.'),
    })
    .refine(({ certificate, signature }) => !signature || certificate, {
      path: ['certificate'],
      message: t('Certificate and signature come together.'),
    })

export type UploadValues = z.input<ReturnType<typeof schema>>

const EMPTY: UploadValues = {
  file: null,
  version: '',
  vendor: '',
  model: '',
  note: '',
  certificate: '',
  signature: '',
}

export function UploadDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-lg">
        <DialogHeader>
          <DialogTitle>{t('Upload firmware')}</DialogTitle>
          <DialogDescription>
            {t('The manufacturer’s file, as it is. Nothing is sent to a charger yet.')}
          </DialogDescription>
        </DialogHeader>
        <UploadForm onClose={onClose} />
      </DialogContent>
    </Dialog>
  )
}

function UploadForm({ onClose }: { onClose: () => void }) {
  const upload = useUploadFirmware()
  const [progress, setProgress] = useState<Progress | null>(null)
  const form = useForm({ resolver: zodResolver(schema()), defaultValues: EMPTY })
  const submit = form.handleSubmit(async (values) => {
    try {
      const stored = await upload.mutateAsync({ form: formOf(values), onProgress: setProgress })
      toast(t('{name} is uploaded', { name: firmwareName(stored) }))
      onClose()
    } catch (error) {
      setProgress(null)
      showServerError(form, error)
    }
  })
  return (
    <Form {...form}>
      <form onSubmit={submit} className="grid gap-4" noValidate>
        <FormField
          control={form.control}
          name="file"
          render={({ field }) => (
            <FormItem>
              <DropZone file={field.value} onFile={field.onChange} />
              <FormMessage />
            </FormItem>
          )}
        />
        <UploadField
          control={form.control}
          name="version"
          label={t('Version')}
          hint={t('As chargers tell it after the update, such as 3.0.0.')}
        />
        <HardwareFields control={form.control} />
        <UploadField control={form.control} name="note" label={t('Note')} />
        <SignatureFields control={form.control} />
        {progress && <UploadProgress progress={progress} />}
        <FormFooter
          submit={t('Upload firmware')}
          busy={form.formState.isSubmitting}
          error={form.formState.errors.root?.message}
          onCancel={onClose}
        />
      </form>
    </Form>
  )
}

/** What is empty is not said. */
function formOf({ file, ...texts }: UploadValues): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(texts)) {
    if (value) form.append(name, value)
  }
  if (file) form.append('file', file)
  return form
}

function UploadProgress({ progress: { sent, total } }: { progress: Progress }) {
  return (
    <div role="status" className="grid gap-2">
      <p className="tabular-nums">
        {sent < total
          ? t('{sent} of {total}', { sent: formatBytes(sent), total: formatBytes(total) })
          : t('The server checks the file')}
      </p>
      <progress
        aria-label={t('Upload')}
        value={sent}
        max={total}
        className="h-1.5 w-full overflow-hidden rounded-full [&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-muted [&::-webkit-progress-value]:bg-primary"
      />
    </div>
  )
}
