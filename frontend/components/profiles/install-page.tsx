'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMemo, useState } from 'react'
import { parseAsArrayOf, parseAsInteger, parseAsString, useQueryStates } from 'nuqs'
import { useForm, useWatch } from 'react-hook-form'

import { NeedsRight } from '@/components/auth/needs-right'
import { BulkProgress } from '@/components/bulk/bulk-progress'
import { useBulk } from '@/components/bulk/use-bulk'
import { nameOf } from '@/components/chargers/bulk/command-deed'
import { PageBar } from '@/components/layout/page-bar'
import { Page, PageHeader } from '@/components/layout/page'
import { ProfileForm, type ProfileFormModel } from '@/components/profiles/profile-form'
import { profileSchema } from '@/components/profiles/profile-schema'
import { TargetsCard } from '@/components/profiles/targets-card'
import { useProfileRules } from '@/components/profiles/use-rules'
import { rangeText, rhythm } from '@/components/schedules/limit-words'
import { Curve } from '@/components/schedules/profile-curve'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Form } from '@/components/ui/form'
import type { BulkOutcome } from '@/lib/bulk-run'
import { commandOutcome } from '@/lib/command-outcome'
import { toLocalInput } from '@/lib/form-fields'
import { t } from '@/lib/i18n'
import { draftCurve, ocppProfile, type ProfileDraft } from '@/lib/profile-draft'
import { strictest } from '@/lib/profile-rules'
import { useChargersById } from '@/lib/queries/chargers'
import { installProfile, useRefreshProfiles } from '@/lib/queries/charging-profiles'
import { saidWords } from '@/lib/said'
import type { Charger } from '@/lib/types'

const PARAMS = {
  chargers: parseAsArrayOf(parseAsString).withDefault([]),
  connector: parseAsInteger.withDefault(0),
}

export function InstallPage() {
  return (
    <NeedsRight right="operate" crumb={t('Install a charging profile')}>
      <Install />
    </NeedsRight>
  )
}

function startingDraft(connector: number): ProfileDraft {
  const day = toLocalInput(new Date().toISOString()).slice(0, 10)
  return {
    purpose: 'TxDefaultProfile',
    kind: 'Recurring',
    recurrence: 'Daily',
    unit: 'A',
    connector: String(connector),
    stackLevel: '0',
    start: `${day}T00:00`,
    duration: '24:00',
    validFrom: '',
    validTo: '',
    transaction: '',
    periods: [{ start: '00:00', limit: '16', phases: '' }],
  }
}

async function install(id: string, draft: ProfileDraft): Promise<BulkOutcome> {
  const { command, said } = await installProfile({
    chargerId: id,
    connectorId: Number(draft.connector),
    profile: ocppProfile(draft),
  })
  const { ok, text } = commandOutcome(command)
  return { ok, text: [text, ...said.map(saidWords)].join(' ') }
}

/** A profile for one charger or many, drawn while it is written, with what came of each. */
function Install() {
  const [params, setParams] = useQueryStates(PARAMS, { history: 'replace' })
  const all = useChargersById(params.chargers)
  const chargers = params.chargers.flatMap((id) => all.find((charger) => charger.id === id) ?? [])
  const rules = useProfileRules(params.chargers)
  const together = strictest([...rules.values()])
  const form: ProfileFormModel = useForm<ProfileDraft, unknown, ProfileDraft>({
    resolver: (values, context, options) =>
      zodResolver(profileSchema(together, chargers.length))(values, context, options),
    defaultValues: startingDraft(params.connector),
  })
  const { states, running, run } = useBulk<Charger>()
  // Those that it was installed on, whoever is chosen next.
  const [concerned, setConcerned] = useState<Charger[]>([])
  const refresh = useRefreshProfiles()
  const submit = form.handleSubmit(async (draft) => {
    setConcerned(chargers)
    await run(chargers, ({ id }) => install(id, draft))
    await refresh()
  })
  return (
    <Page>
      <PageBar
        crumbs={[{ label: t('Charging profiles'), href: '/profiles' }, { label: t('Install profile') }]}
        back="/profiles"
      />
      <PageHeader title={t('Install a charging profile')} />
      <Form {...form}>
        <form
          onSubmit={(event) => void submit(event)}
          noValidate
          className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_372px]"
        >
          <div className="flex min-w-0 flex-col gap-4">
            <TargetsCard
              chargers={chargers}
              rules={rules}
              onChange={(ids) => void setParams({ chargers: ids.length > 0 ? ids : null })}
            />
            <ProfileForm form={form} rules={together} chargers={chargers} />
          </div>
          <div className="flex min-w-0 flex-col gap-4 xl:sticky xl:top-16 xl:self-start">
            <Preview form={form} />
            <Card className="gap-3 p-4">
              <Button type="submit" size="lg" disabled={chargers.length === 0 || running}>
                {t(
                  '{count, plural, =0 {Install profile} one {Install on # charger} other {Install on # chargers}}',
                  {
                    count: chargers.length,
                  },
                )}
              </Button>
              {concerned.length === 0 && (
                <p className="text-xs text-muted-foreground">
                  {t('It replaces what is on the same connector, for the same purpose, on the same level.')}
                </p>
              )}
              {concerned.length > 0 && (
                <BulkProgress items={concerned} nameOf={nameOf} states={states} running={running} />
              )}
            </Card>
          </div>
        </form>
      </Form>
    </Page>
  )
}

function Preview({ form }: { form: ProfileFormModel }) {
  const draft = useWatch({ control: form.control }) as ProfileDraft
  const curve = useMemo(() => draftCurve(draft), [draft])
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('As it will be')}</CardTitle>
      </CardHeader>
      <div className="h-44 px-4">
        <Curve curve={curve} />
      </div>
      <p className="px-4 pt-2 pb-4 text-muted-foreground tabular-nums">
        {rhythm({ kind: draft.kind, recurrence: draft.recurrence })}, {rangeText(curve)}
      </p>
    </Card>
  )
}
