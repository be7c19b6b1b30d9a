'use client'

import { useWatch, type UseFormReturn } from 'react-hook-form'

import { TextField } from '@/components/auth/text-field'
import { FormChoice } from '@/components/profiles/form-choice'
import { PeriodTable } from '@/components/profiles/period-table'
import { Presets } from '@/components/profiles/presets'
import { connectorText, KINDS, PURPOSES, RECURRENCES } from '@/components/schedules/limit-words'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { t } from '@/lib/i18n'
import { convertWritten, type ProfileDraft } from '@/lib/profile-draft'
import type { ProfileRules } from '@/lib/profile-rules'
import { NOMINAL_VOLTAGE, USUAL_PHASES, type RateUnit } from '@/lib/schedule-curve'
import type { Charger } from '@/lib/types'

export type ProfileFormModel = UseFormReturn<ProfileDraft, unknown, ProfileDraft>

interface PartProps {
  form: ProfileFormModel
  rules: ProfileRules
  chargers: Charger[]
}

export function ProfileForm(props: PartProps) {
  return (
    <>
      <PurposeCard {...props} />
      <ScheduleCard {...props} />
      <ValidityCard {...props} />
    </>
  )
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
      </CardHeader>
      <div className="grid gap-4 px-4 pb-4">{children}</div>
    </Card>
  )
}

function PurposeCard({ form, rules, chargers }: PartProps) {
  const { control, setValue } = form
  const purpose = useWatch({ control, name: 'purpose' })
  const most = Math.max(1, ...chargers.flatMap(({ connectors }) => connectors.map((one) => one.connector_id)))
  const connectors = Array.from({ length: most + 1 }, (_, index) => index)
    // OCPP 1.6, 3.13.1: the charger's own limit is for connector 0, a session's for its connector.
    .filter((number) =>
      purpose === 'ChargePointMaxProfile' ? number === 0 : purpose !== 'TxProfile' || number > 0,
    )
  const purposeChosen = (value: string) => {
    if (value === 'ChargePointMaxProfile') setValue('connector', '0')
    if (value === 'TxProfile') setValue('connector', '1')
  }
  return (
    <Part title={t('What it limits')}>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <FormChoice
          control={control}
          name="purpose"
          label={t('For')}
          hint={`${t(PURPOSES[purpose].detail)} (${purpose})`}
          options={Object.entries(PURPOSES).map(([value, { label }]) => ({ value, label: t(label) }))}
          onChosen={purposeChosen}
        />
        {purpose === 'TxProfile' ? (
          <SessionChoice form={form} chargers={chargers} />
        ) : (
          <FormChoice
            control={control}
            name="connector"
            label={t('Connector')}
            hint={
              purpose === 'ChargePointMaxProfile'
                ? t('A limit of the whole charger is for connector 0 (OCPP 1.6, 3.13.1).')
                : t('The whole charger means each of its connectors.')
            }
            options={connectors.map((number) => ({ value: String(number), label: connectorText(number) }))}
          />
        )}
        <TextField
          control={control}
          name="stackLevel"
          label={t('Stack level')}
          inputMode="numeric"
          autoComplete="off"
          hint={
            rules.stackLevel === null
              ? t('Of several the highest one holds. How many levels it takes the charger has not told.')
              : t('Of several the highest one holds. At most {most} (ChargeProfileMaxStackLevel).', {
                  most: rules.stackLevel,
                })
          }
        />
        <FormChoice
          control={control}
          name="unit"
          label={t('Unit')}
          hint={unitHint(rules)}
          options={[
            { value: 'A', label: t('A, of each phase') },
            { value: 'W', label: t('kW, of all phases together') },
          ]}
          onChosen={(unit) => convertAll(form, unit as RateUnit)}
        />
      </div>
    </Part>
  )
}

function unitHint({ units }: ProfileRules): string {
  const [only, more] = units ?? []
  if (only && !more)
    return t('The chargers take only {only}: it is sent so, at {voltage} V and {phases} phases.', {
      only,
      voltage: NOMINAL_VOLTAGE,
      phases: USUAL_PHASES,
    })
  if (units?.length === 0) return t('The chargers take different units: each gets it in its own.')
  return t('A charger that takes only the other unit gets it in that, at {voltage} V.', {
    voltage: NOMINAL_VOLTAGE,
  })
}

/** What is written stays the same limit. */
function convertAll(form: ProfileFormModel, unit: RateUnit): void {
  const from = unit === 'A' ? 'W' : 'A'
  const periods = form.getValues('periods').map((period) => convertWritten(period, from, unit))
  form.setValue('periods', periods)
}

function SessionChoice({ form, chargers }: Pick<PartProps, 'form' | 'chargers'>) {
  const running = chargers.flatMap(({ connectors }) =>
    connectors.flatMap(({ connector_id, transaction_id, id_tag }) =>
      transaction_id === null ? [] : [{ connector_id, transaction_id, id_tag }],
    ),
  )
  return (
    <FormChoice
      control={form.control}
      name="transaction"
      label={t('Session')}
      placeholder={running.length > 0 ? t('Choose') : t('None is running')}
      hint={t('The profile ends with that session (OCPP 1.6, 3.13.1).')}
      options={running.map(({ connector_id, transaction_id, id_tag }) => ({
        value: String(transaction_id),
        label: `${transaction_id}, ${connectorText(connector_id)}${id_tag ? `, ${id_tag}` : ''}`,
      }))}
      onChosen={(chosen) => {
        const session = running.find(({ transaction_id }) => String(transaction_id) === chosen)
        if (session) form.setValue('connector', String(session.connector_id))
      }}
    />
  )
}

function ScheduleCard({ form, rules }: PartProps) {
  const { control } = form
  const kind = useWatch({ control, name: 'kind' })
  return (
    <Part title={t('How much, and when')}>
      <Presets form={form} />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <FormChoice
          control={control}
          name="kind"
          label={t('Kind')}
          hint={t(KINDS[kind].detail)}
          options={Object.entries(KINDS).map(([value, { label }]) => ({ value, label: t(label) }))}
        />
        {kind === 'Recurring' && (
          <FormChoice
            control={control}
            name="recurrence"
            label={t('Rhythm')}
            options={Object.entries(RECURRENCES).map(([value, label]) => ({ value, label: t(label) }))}
          />
        )}
        {kind !== 'Relative' && (
          <TextField
            control={control}
            name="start"
            label={t('Start')}
            type="datetime-local"
            hint={t('By the clock of this device; it is sent in UTC.')}
          />
        )}
        <TextField
          control={control}
          name="duration"
          label={t('Lasts')}
          placeholder="24:00"
          autoComplete="off"
          hint={t('Hours and minutes. Empty: the last period goes on, and lower levels never hold.')}
        />
      </div>
      <PeriodTable form={form} most={rules.periods} />
    </Part>
  )
}

function ValidityCard({ form: { control } }: PartProps) {
  return (
    <Part title={t('Valid')}>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField
          control={control}
          name="validFrom"
          label={t('From')}
          type="datetime-local"
          hint={t('Empty: at once.')}
        />
        <TextField
          control={control}
          name="validTo"
          label={t('Until')}
          type="datetime-local"
          hint={t('Empty: until it is cleared or replaced.')}
        />
      </div>
    </Part>
  )
}
