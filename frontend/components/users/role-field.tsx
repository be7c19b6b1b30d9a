'use client'

import type { Control, FieldPath, FieldValues } from 'react-hook-form'

import { Choices } from '@/components/choice-dialog'
import { FormField } from '@/components/ui/form'
import { Label } from '@/components/ui/label'
import { t, translated } from '@/lib/i18n'
import { ROLES } from '@/lib/person'

/** What somebody is to be, in the field `role`. */
export function RoleField<Values extends FieldValues & { role: string }>({
  control,
}: {
  control: Control<Values, unknown, Values>
}) {
  return (
    <FormField
      control={control}
      name={'role' as FieldPath<Values>}
      render={({ field }) => (
        <div className="grid gap-1.5">
          <Label asChild>
            <span>{t('Role')}</span>
          </Label>
          <Choices
            label={t('Role')}
            choices={translated(ROLES)}
            value={field.value}
            onChange={field.onChange}
          />
        </div>
      )}
    />
  )
}
