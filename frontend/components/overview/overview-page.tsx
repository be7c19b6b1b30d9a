'use client'

import { EvChargerIcon, PlusIcon } from 'lucide-react'
import dynamic from 'next/dynamic'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'

import { May } from '@/components/auth/may'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { PageBar } from '@/components/layout/page-bar'
import { Page, PageHeader } from '@/components/layout/page'
import { PlaceLink } from '@/components/layout/place-link'
import { ConnectSkeleton } from '@/components/chargers/connect-skeleton'
import { AttentionCard } from '@/components/overview/attention-card'
import { KpiCards } from '@/components/overview/kpi-cards'
import { LiveSessionsCard } from '@/components/overview/live-sessions-card'
import { OverviewSkeleton } from '@/components/overview/overview-skeleton'
import { OverviewTitle } from '@/components/overview/overview-title'
import { PhoneKpis } from '@/components/overview/phone-kpis'
import { PowerCard } from '@/components/overview/power-card'
import { StationSelect } from '@/components/overview/station-select'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { t } from '@/lib/i18n'
import { useAttention, useOverview } from '@/lib/queries/overview'
import { useRights } from '@/lib/rights'

/** Only for who has no charger yet, and no small thing. */
const ConnectCharger = dynamic(
  () => import('@/components/chargers/connect-charger').then((module) => module.ConnectCharger),
  { ssr: false, loading: () => <ConnectSkeleton /> },
)

/** The first screen: what is charging, what is broken, what needs me. */
export function OverviewPage() {
  const [stationId, setStationId] = useQueryState('station', parseAsString)
  const overview = useOverview(stationId)
  const attention = useAttention()
  const mayConnect = useRights().has('operate')
  // The first run stays until it has led to its charger, although by then there is one.
  const [firstRun, setFirstRun] = useState(false)
  if (overview.data?.chargers.total === 0 && !stationId && !firstRun) setFirstRun(true)

  if (overview.error && !overview.data) {
    return (
      <Page>
        <PageBar crumbs={[{ label: t('Overview') }]} />
        <PageHeader title={t('Overview')} />
        <Card>
          <ErrorState
            title={t('The overview could not be loaded')}
            error={overview.error}
            onRetry={() => void overview.refetch()}
          />
        </Card>
      </Page>
    )
  }
  if (!overview.data) {
    return (
      <Page>
        <PageBar crumbs={[{ label: t('Overview') }]} />
        <OverviewSkeleton />
      </Page>
    )
  }
  if (firstRun) {
    return (
      <Page>
        <PageBar crumbs={[{ label: t('Overview') }]} />
        {mayConnect ? (
          <ConnectCharger first suggestedName="CP-0001" />
        ) : (
          <EmptyState icon={EvChargerIcon} title={t('No charger yet')}>
            {t('An operator connects the first one. What it does then appears here by itself.')}
          </EmptyState>
        )}
      </Page>
    )
  }
  const select = <StationSelect value={stationId} onChange={setStationId} />
  return (
    <Page>
      <PageBar
        crumbs={[{ label: t('Overview') }]}
        phone={<StationSelect plain value={stationId} onChange={setStationId} />}
      />
      <PageHeader
        title={<OverviewTitle overview={overview.data} attention={attention.data?.items.length} />}
        action={
          <May right="operate">
            <Button asChild className="max-md:hidden">
              <PlaceLink href="/chargers/new">
                <PlusIcon /> {t('Add charger')}
              </PlaceLink>
            </Button>
          </May>
        }
      />
      <PhoneKpis overview={overview.data} />
      <KpiCards overview={overview.data} />
      <div className="grid flex-1 gap-3 md:gap-4 xl:grid-cols-[minmax(0,1fr)_372px]">
        <AttentionCard className="xl:order-last" />
        <div className="flex min-w-0 flex-col gap-3 md:gap-4">
          <PowerCard
            stationId={stationId}
            select={select}
            energyTodayWh={overview.data.energy_today_wh}
            nowW={overview.data.power_w}
          />
          <LiveSessionsCard stationId={stationId} />
        </div>
      </div>
    </Page>
  )
}
