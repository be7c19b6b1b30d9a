'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm, useWatch } from 'react-hook-form'

import { FormFooter } from '@/components/form-footer'
import { KINDS, kindOf } from '@/components/notifications/notification-words'
import { QuietFields } from '@/components/notifications/quiet-fields'
import { bodyOf, fieldsOf, ruleSchema, type RuleControl } from '@/components/notifications/rule-fields'
import { CheckField, LineField } from '@/components/notifications/rule-inputs'
import { Recipients, Scope } from '@/components/notifications/rule-targets'
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '@/components/ui/dialog'
import { Form, FormControl, FormDescription, FormField, FormItem, FormLabel } from '@/components/ui/form'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import { showServerError } from '@/lib/form-errors'
import { t } from '@/lib/i18n'
import { useSaveNotificationRule } from '@/lib/queries/notifications'
import { toast } from '@/lib/toast'
import type { NotificationRule } from '@/lib/types'

interface RuleDialogProps {
  rule: NotificationRule | null
  onClose: () => void
}

/** Who is told of what, where and when. */
export function RuleDialog({ rule, onClose }: RuleDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-lg">
        <DialogHeader>
          <DialogTitle>
            {rule ? t('Edit {name}', { name: rule.name }) : t('Add notification rule')}
          </DialogTitle>
          <DialogDescription>
            {t('It tells people by e-mail, and programs by webhook, what needs somebody.')}
          </DialogDescription>
        </DialogHeader>
        <RuleForm rule={rule} onClose={onClose} />
      </DialogContent>
    </Dialog>
  )
}

function RuleForm({ rule, onClose }: RuleDialogProps) {
  const save = useSaveNotificationRule()
  const form = useForm({ resolver: zodResolver(ruleSchema), defaultValues: fieldsOf(rule) })
  const { control } = form
  const kind = useWatch({ control, name: 'kind' })
  const passing = kindOf(kind)?.passing ?? false
  const submit = form.handleSubmit(async (fields) => {
    try {
      await save.mutateAsync({ id: rule?.id ?? null, body: bodyOf(fields) })
      toast(
        rule ? t('{name} is changed', { name: fields.name }) : t('{name} is added', { name: fields.name }),
      )
      onClose()
    } catch (error) {
      showServerError(form, error)
    }
  })
  return (
    <Form {...form}>
      <form onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <LineField control={control} name="name" label={t('Name')} />
        <KindField control={control} />
        {kind === 'security_event' && (
          <CheckField
            control={control}
            name="critical_only"
            label={t('Only critical ones, by the list of OCPP’s security whitepaper')}
          />
        )}
        {!passing && (
          <div className="grid gap-4 sm:grid-cols-2">
            <LineField
              control={control}
              name="after_min"
              label={t('After, min')}
              numeric
              hint={t('How long it lasts before anybody is told. Empty: as usual for its kind.')}
            />
            <LineField
              control={control}
              name="repeat_hours"
              label={t('Again every, h')}
              numeric
              hint={t('As long as it lasts. Empty: told once.')}
            />
          </div>
        )}
        {!passing && <CheckField control={control} name="resolved" label={t('Also tell when it is over')} />}
        <Recipients control={control} />
        <Scope control={control} />
        <QuietFields control={control} />
        <FormFooter
          submit={rule ? t('Save rule') : t('Add rule')}
          busy={form.formState.isSubmitting}
          error={form.formState.errors.root?.message}
          onCancel={onClose}
        />
      </form>
    </Form>
  )
}

function KindField({ control }: { control: RuleControl }) {
  return (
    <FormField
      control={control}
      name="kind"
      render={({ field }) => {
        const words = kindOf(field.value)
        return (
          <FormItem>
            <FormLabel>{t('Tells of')}</FormLabel>
            <Select value={field.value} onValueChange={field.onChange}>
              <FormControl>
                <SelectTrigger className="w-full">
                  <SelectValue />
                </SelectTrigger>
              </FormControl>
              <SelectContent>
                {KINDS.map(({ value, label }) => (
                  <SelectItem key={value} value={value}>
                    {t(label)}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
            {words && <FormDescription>{t(words.detail)}</FormDescription>}
          </FormItem>
        )
      }}
    />
  )
}
