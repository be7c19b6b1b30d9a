'use client'

import { useWatch } from 'react-hook-form'

import { DAYS } from '@/components/notifications/notification-words'
import type { RuleControl } from '@/components/notifications/rule-fields'
import { CheckField, LineField } from '@/components/notifications/rule-inputs'
import { Button } from '@/components/ui/button'
import { FormField } from '@/components/ui/form'
import { t } from '@/lib/i18n'

/** When nobody is to be woken: what comes meanwhile is one summary afterwards. */
export function QuietFields({ control }: { control: RuleControl }) {
  const quiet = useWatch({ control, name: 'quiet' })
  return (
    <fieldset className="grid gap-3">
      <legend className="sr-only">{t('Quiet time')}</legend>
      <CheckField
        control={control}
        name="quiet"
        label={t('Quiet time: what comes meanwhile is sent as one summary afterwards')}
      />
      {quiet && (
        <>
          <div className="grid grid-cols-2 gap-4">
            <LineField control={control} name="quiet_from" label={t('From')} type="time" />
            <LineField control={control} name="quiet_to" label={t('To')} type="time" />
          </div>
          <Days control={control} />
          <CheckField
            control={control}
            name="break_through"
            label={t('Critical matters are told at once all the same')}
          />
        </>
      )}
      <LineField
        control={control}
        name="tz"
        label={t('Time zone')}
        hint={t('Of the quiet time, and of the times in letters: Europe/Berlin.')}
      />
    </fieldset>
  )
}

function Days({ control }: { control: RuleControl }) {
  return (
    <FormField
      control={control}
      name="quiet_days"
      render={({ field }) => (
        <div role="group" aria-label={t('Days on which it begins')} className="grid gap-1.5">
          <div className="grid grid-cols-7 gap-1">
            {DAYS.map(({ value, label }) => {
              const on = field.value.includes(value)
              const others = field.value.filter((day) => day !== value)
              return (
                <Button
                  key={value}
                  variant={on ? 'default' : 'outline'}
                  aria-pressed={on}
                  className="px-0"
                  onClick={() => field.onChange(on ? others : [...others, value])}
                >
                  {t(label)}
                </Button>
              )
            })}
          </div>
          <p className="text-xs text-muted-foreground">
            {t('Days on which it begins. None chosen: every day.')}
          </p>
        </div>
      )}
    />
  )
}
