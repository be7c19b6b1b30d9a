'use client'

import { parseAsString, useQueryStates } from 'nuqs'

import { NeedsRight } from '@/components/auth/needs-right'
import { ConnectCharger } from '@/components/chargers/connect-charger'
import { PageBar } from '@/components/layout/page-bar'
import { Page } from '@/components/layout/page'
import { t } from '@/lib/i18n'
import { useOverview } from '@/lib/queries/overview'

/** The same three steps as the first run, for every later charger. */
export function NewChargerPage() {
  return (
    <NeedsRight right="operate" crumb={t('Add charger')}>
      <NewCharger />
    </NeedsRight>
  )
}

function NewCharger() {
  const { data } = useOverview()
  const [{ name, station }] = useQueryStates({ name: parseAsString, station: parseAsString })
  const suggestedName = name ?? (data && `CP-${String(data.chargers.total + 1).padStart(4, '0')}`)
  return (
    <Page>
      <PageBar
        back="/chargers"
        crumbs={[{ label: t('Chargers'), href: '/chargers' }, { label: t('Add charger') }]}
      />
      {suggestedName !== undefined && <ConnectCharger suggestedName={suggestedName} stationId={station} />}
    </Page>
  )
}
