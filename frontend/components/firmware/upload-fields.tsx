'use client'

import { useId, type ComponentProps } from 'react'
import type { Control } from 'react-hook-form'

import type { UploadValues } from '@/components/firmware/upload-dialog'
import {
  FormControl,
  FormDescription,
  FormField,
  FormItem,
  FormLabel,
  FormMessage,
} from '@/components/ui/form'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/i18n'
import { useChargerSummary } from '@/lib/queries/chargers'

/** How both begin. */
const PEM = '-----BEGIN CERTIFICATE-----'
const BASE64 = 'MEUCIQ…'

interface UploadFieldProps {
  // What the form is checked into is the same as what it holds.
  control: Control<UploadValues>
  name: Exclude<keyof UploadValues, 'file'>
  label: string
  hint?: string
}

export function UploadField({
  control,
  name,
  label,
  hint,
  ...props
}: UploadFieldProps & ComponentProps<'input'>) {
  return (
    <FormField
      control={control}
      name={name}
      render={({ field }) => (
        <FormItem>
          <FormLabel>{label}</FormLabel>
          <FormControl>
            <Input autoComplete="off" {...props} {...field} />
          </FormControl>
          {hint && <FormDescription>{hint}</FormDescription>}
          <FormMessage />
        </FormItem>
      )}
    />
  )
}

const known = (values: (string | null)[]) => [...new Set(values.flatMap((value) => value || []))].sort()

/** Whom it is for, suggested from what the chargers here have told. */
export function HardwareFields({ control }: { control: Control<UploadValues> }) {
  const kinds = useChargerSummary().data?.kinds ?? []
  const id = useId()
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <UploadField
        control={control}
        name="vendor"
        label={t('For vendor')}
        hint={t('Empty: any.')}
        list={`${id}-vendors`}
      />
      <UploadField
        control={control}
        name="model"
        label={t('For model')}
        hint={t('Others are refused later.')}
        list={`${id}-models`}
      />
      <datalist id={`${id}-vendors`}>
        {known(kinds.map(({ vendor }) => vendor)).map((vendor) => (
          <option key={vendor} value={vendor} />
        ))}
      </datalist>
      <datalist id={`${id}-models`}>
        {known(kinds.map(({ model }) => model)).map((model) => (
          <option key={model} value={model} />
        ))}
      </datalist>
    </div>
  )
}

/** Chargers with the security extension want the manufacturer's signature. */
export function SignatureFields({ control }: { control: Control<UploadValues> }) {
  return (
    <details className="rounded-lg border px-3">
      <summary className="cursor-pointer py-2.5 font-medium">{t('Manufacturer’s signature')}</summary>
      <div className="grid gap-4 pb-3">
        <p className="text-muted-foreground">
          {t(
            'Chargers with the security extension take signed firmware only. The server checks the signature first.',
          )}
        </p>
        <LongField
          control={control}
          name="certificate"
          label={t('Signing certificate')}
          hint={t('PEM, the signer’s first, its issuers below.')}
          placeholder={PEM}
        />
        <LongField
          control={control}
          name="signature"
          label={t('Signature')}
          hint={t('Over the whole file, SHA-256, in base64.')}
          placeholder={BASE64}
        />
      </div>
    </details>
  )
}

function LongField({
  control,
  name,
  label,
  hint,
  placeholder,
}: UploadFieldProps & { hint: string; placeholder: string }) {
  return (
    <FormField
      control={control}
      name={name}
      render={({ field }) => (
        <FormItem>
          <FormLabel>{label}</FormLabel>
          <FormControl>
            <Textarea
              rows={3}
              spellCheck={false}
              placeholder={placeholder}
              className="font-mono text-xs"
              {...field}
            />
          </FormControl>
          <FormDescription>{hint}</FormDescription>
          <FormMessage />
        </FormItem>
      )}
    />
  )
}
