'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { z } from 'zod'

import { Choices } from '@/components/choice-dialog'
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
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/textarea'
import { showServerError } from '@/lib/form-errors'
import { t } from '@/lib/i18n'
import { useRefreshCommands } from '@/lib/queries/charger-detail'
import { announceOutcome } from '@/lib/queries/commands'
import { useAuthorityRoots, useInstallCertificate } from '@/lib/queries/security'
import { saidWords } from '@/lib/said'
import { toast } from '@/lib/toast'
import type { Charger } from '@/lib/types'

const LONGEST = 5500
const PEM = '-----BEGIN CERTIFICATE-----'

const schema = () =>
  z.object({
    use: z.enum(['CentralSystemRootCertificate', 'ManufacturerRootCertificate']),
    certificate: z
      .string()
      .trim()
      .startsWith(PEM, t('Paste one certificate in PEM: it begins with {begin}.', { begin: PEM }))
      .max(LONGEST, t('At most {count} characters.', { count: LONGEST })),
  })

type Fields = z.input<ReturnType<typeof schema>>

/** Gives a charger a root to trust: one of ours, or the manufacturer's. */
export function InstallDialog({ charger, onClose }: { charger: Charger; onClose: () => void }) {
  const install = useInstallCertificate(charger.id)
  const refresh = useRefreshCommands(charger.id)
  const form = useForm<Fields>({
    resolver: zodResolver(schema()),
    defaultValues: { use: 'CentralSystemRootCertificate', certificate: '' },
  })
  const submit = form.handleSubmit(async (values) => {
    try {
      const { command, said } = await install.mutateAsync(values)
      announceOutcome(t('Install root'), command)
      for (const warning of said) toast.warning(saidWords(warning))
      void refresh()
      onClose()
    } catch (error) {
      showServerError(form, error)
    }
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-lg">
        <DialogHeader>
          <DialogTitle>{t('Install a root on {name}', { name: charger.charge_point_id })}</DialogTitle>
          <DialogDescription>{t('From then on it believes whoever is proved by it.')}</DialogDescription>
        </DialogHeader>
        <Form {...form}>
          <form onSubmit={submit} className="grid gap-4" noValidate>
            <FormField
              control={form.control}
              name="use"
              render={({ field }) => (
                <Choices
                  label={t('What for')}
                  choices={[
                    {
                      value: 'CentralSystemRootCertificate',
                      label: t('This server'),
                      detail: t(
                        'For profiles 2 and 3. Take one of our own roots where this server has its certificate from them.',
                      ),
                    },
                    {
                      value: 'ManufacturerRootCertificate',
                      label: t('The manufacturer'),
                      detail: t('Proves who has signed firmware.'),
                    },
                  ]}
                  value={field.value}
                  onChange={field.onChange}
                />
              )}
            />
            <FormField
              control={form.control}
              name="certificate"
              render={({ field }) => (
                <FormItem>
                  <FormLabel>{t('Certificate')}</FormLabel>
                  <OwnRoots onChoose={field.onChange} />
                  <FormControl>
                    <Textarea
                      rows={6}
                      spellCheck={false}
                      placeholder={PEM}
                      className="font-mono text-xs"
                      {...field}
                    />
                  </FormControl>
                  <FormDescription>{t('One certificate in PEM.')}</FormDescription>
                  <FormMessage />
                </FormItem>
              )}
            />
            <FormFooter
              submit={t('Install root')}
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

/** Fills the field with one of our authority's roots. */
function OwnRoots({ onChoose }: { onChoose: (certificate: string) => void }) {
  const { data } = useAuthorityRoots()
  return (
    <div className="flex flex-wrap gap-2">
      {data?.items.map(({ fingerprint, common_name, certificate }) => (
        <Button
          key={fingerprint}
          variant="outline"
          size="xs"
          className="max-md:h-10"
          onClick={() => onChoose(certificate)}
        >
          {t('Take {name}', { name: common_name })}
        </Button>
      ))}
    </div>
  )
}
