'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

import { Page, PageHeader } from '@/components/layout/page'
import { PageBar } from '@/components/layout/page-bar'
import { CertificatesView } from '@/components/security/certificates-view'
import { EventsView } from '@/components/security/events-view'
import { ProfilesCard } from '@/components/security/profiles-card'
import { ProfilesTable } from '@/components/security/profiles-table'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { totalOf } from '@/lib/charger-kinds'
import { t } from '@/lib/i18n'
import { useChargerSummary } from '@/lib/queries/chargers'
import { useCertificateSummary } from '@/lib/queries/security'
import { isWeak, SOON_DAYS } from '@/lib/security-words'
import type { CertificateSummary, ChargerSummary } from '@/lib/types'

const VIEWS = ['chargers', 'certificates', 'events'] as const
const PARAMS = {
  view: parseAsStringLiteral(VIEWS).withDefault('chargers'),
  q: parseAsString,
  sort: parseAsString,
}
// Each view is searched and sorted by itself.
const ITS_OWN = { q: null, sort: null }
const EVERY = {}

/** How safely the fleet comes in, and what happened to it. */
export function SecurityPage() {
  const [{ view }, setParams] = useQueryStates(PARAMS)
  const fleet = useChargerSummary().data
  const certificates = useCertificateSummary(EVERY).data
  return (
    <Page>
      <PageBar crumbs={[{ label: t('Security') }]} />
      <PageHeader title={<Title fleet={fleet} certificates={certificates} />} />
      <ProfilesCard fleet={fleet} />
      <Tabs
        value={view}
        onValueChange={(chosen) => void setParams({ ...ITS_OWN, view: chosen as typeof view })}
      >
        <TabsList aria-label={t('What is shown')}>
          <TabsTrigger value="chargers" className="h-7 max-md:h-9">
            {t('Chargers')}
          </TabsTrigger>
          <TabsTrigger value="certificates" className="h-7 max-md:h-9">
            {t('Certificates')}
          </TabsTrigger>
          <TabsTrigger value="events" className="h-7 max-md:h-9">
            {t('Security events')}
          </TabsTrigger>
        </TabsList>
        <TabsContent value="chargers">
          <ProfilesTable />
        </TabsContent>
        <TabsContent value="certificates">
          <CertificatesView />
        </TabsContent>
        <TabsContent value="events">
          <EventsView />
        </TabsContent>
      </Tabs>
    </Page>
  )
}

interface TitleProps {
  fleet: ChargerSummary | undefined
  certificates: CertificateSummary | undefined
}

function Title({ fleet, certificates }: TitleProps) {
  // Of a fleet without chargers there is nothing to say.
  if (!fleet?.kinds.length || !certificates) return t('Security')
  return t(
    '{weak, plural, =0 {Every charger needs TLS} one {# charger may come in without TLS} other {# chargers may come in without TLS}}, {soon, plural, =0 {no certificate runs out soon} one {# certificate runs out within {days} days} other {# certificates run out within {days} days}}',
    {
      weak: totalOf(fleet.kinds, ({ security_profile }) => isWeak(security_profile)),
      soon: certificates.ending,
      days: SOON_DAYS,
    },
  )
}
