'use client'

import { useMemo, useState } from 'react'
import { useWatch } from 'react-hook-form'

import { PickList, SHOWN } from '@/components/notifications/pick-list'
import type { RuleControl } from '@/components/notifications/rule-fields'
import {
  FormControl,
  FormDescription,
  FormField,
  FormItem,
  FormLabel,
  FormMessage,
} from '@/components/ui/form'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/i18n'
import { useChargersById, useChargerSearch } from '@/lib/queries/chargers'
import { useStationsById, useStationSearch } from '@/lib/queries/stations'
import { useWebhooks } from '@/lib/queries/webhooks'
import { useRights } from '@/lib/rights'

/** Whom it tells. Only administrators see webhooks; what is set stays as it is for others. */
export function Recipients({ control }: { control: RuleControl }) {
  const people = useWatch({ control, name: 'user_ids' })
  const webhooks = useWatch({ control, name: 'webhook_ids' })
  const maySee = useRights().has('administer')
  return (
    <>
      <FormField
        control={control}
        name="emails"
        render={({ field }) => (
          <FormItem>
            <FormLabel>{t('E-mail addresses')}</FormLabel>
            <FormControl>
              <Textarea rows={2} spellCheck={false} autoComplete="off" {...field} />
            </FormControl>
            <FormDescription>
              {people.length > 0
                ? t(
                    'One a line. Beside them {count, plural, one {# person is} other {# people are}} told at the address of their account.',
                    { count: people.length },
                  )
                : t('One a line. Nobody gets more than 30 letters an hour.')}
            </FormDescription>
            <FormMessage />
          </FormItem>
        )}
      />
      {maySee ? (
        <WebhookPick control={control} />
      ) : (
        webhooks.length > 0 && (
          <p className="text-muted-foreground">
            {t('{count, plural, one {# webhook is} other {# webhooks are}} told too.', {
              count: webhooks.length,
            })}
          </p>
        )
      )}
    </>
  )
}

function WebhookPick({ control }: { control: RuleControl }) {
  const { items } = useWebhooks()
  const options = useMemo(() => items.map(({ id, url }) => ({ value: id, label: url })), [items])
  return (
    <FormField
      control={control}
      name="webhook_ids"
      render={({ field }) => (
        <PickList
          label={t('Webhooks')}
          hint={t('They get an event of the type notification, whatever else they are sent.')}
          options={options}
          value={field.value}
          onChange={field.onChange}
        />
      )}
    />
  )
}

/** Where it looks: everywhere, unless stations or chargers are chosen. */
export function Scope({ control }: { control: RuleControl }) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <FormField
        control={control}
        name="station_ids"
        render={({ field }) => <StationPick value={field.value} onChange={field.onChange} />}
      />
      <FormField
        control={control}
        name="charger_ids"
        render={({ field }) => <ChargerPick value={field.value} onChange={field.onChange} />}
      />
    </div>
  )
}

interface PickProps {
  value: string[]
  onChange: (ids: string[]) => void
}

function StationPick({ value, onChange }: PickProps) {
  const [query, setQuery] = useState('')
  const chosen = useStationsById(value)
  const { items: found } = useStationSearch(query.trim(), SHOWN)
  const options = useMemo(() => {
    const names = new Map([...chosen, ...(found ?? [])].map(({ id, name }) => [id, name]))
    return [...names].map(([id, name]) => ({ value: id, label: name }))
  }, [chosen, found])
  return (
    <PickList
      label={t('Stations')}
      hint={t('Neither stations nor chargers chosen: everywhere.')}
      options={options}
      query={query}
      onQuery={setQuery}
      value={value}
      onChange={onChange}
    />
  )
}

/** Of thousands those that the server finds, and the chosen ones. */
function ChargerPick({ value, onChange }: PickProps) {
  const [query, setQuery] = useState('')
  const chosen = useChargersById(value)
  const { items: found } = useChargerSearch(query.trim(), SHOWN)
  const options = useMemo(() => {
    const names = new Map([...chosen, ...found].map(({ id, charge_point_id }) => [id, charge_point_id]))
    return [...names].map(([id, name]) => ({ value: id, label: name }))
  }, [chosen, found])
  return (
    <PickList
      label={t('Chargers')}
      hint={t('Beside those of the stations.')}
      options={options}
      query={query}
      onQuery={setQuery}
      value={value}
      onChange={onChange}
    />
  )
}
