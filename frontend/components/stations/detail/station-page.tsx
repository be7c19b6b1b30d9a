'use client'

import { MapPinIcon, PencilIcon } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { parseAsString, useQueryState } from 'nuqs'
import { useMemo } from 'react'

import { May } from '@/components/auth/may'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { PageBar } from '@/components/layout/page-bar'
import { Page } from '@/components/layout/page'
import { AttentionCard } from '@/components/overview/attention-card'
import { LiveSessionsCard } from '@/components/overview/live-sessions-card'
import { PowerCard } from '@/components/overview/power-card'
import { AddCharger, StationChargers } from '@/components/stations/detail/station-chargers'
import { StationFacts } from '@/components/stations/detail/station-facts'
import { StationPlace } from '@/components/stations/detail/station-place'
import { StationSkeleton } from '@/components/stations/detail/station-skeleton'
import { stationTitle } from '@/components/stations/detail/station-title'
import { StationDialog } from '@/components/stations/station-form'
import { StationMenu } from '@/components/stations/station-menu'
import { StationState } from '@/components/stations/station-state'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { t } from '@/lib/i18n'
import { ApiError } from '@/lib/problem'
import { useOverview } from '@/lib/queries/overview'
import { useStation } from '@/lib/queries/station'
import { useStationChargers } from '@/lib/queries/stations'
import { useRights } from '@/lib/rights'
import type { Station } from '@/lib/types'
import { useRouteId } from '@/lib/use-route-id'

/** One place: what goes on there, what needs somebody, and its chargers. */
export function StationPage() {
  const { data, error, refetch } = useStation(useRouteId('stations'))
  const above = { label: t('Stations'), href: '/stations' }
  return (
    <Page>
      <PageBar crumbs={[above, ...(data ? [{ label: data.name }] : [])]} back="/stations" />
      {error && !data ? (
        <Card>
          <Missing error={error} onRetry={() => void refetch()} />
        </Card>
      ) : data ? (
        <Content key={data.id} station={data} />
      ) : (
        <StationSkeleton />
      )}
    </Page>
  )
}

function Content({ station }: { station: Station }) {
  const overview = useOverview(station.id).data
  const chargers = useStationChargers(station.id)
  const ids = useMemo(() => new Set(chargers.items.map(({ id }) => id)), [chargers.items])
  const [edit, setEdit] = useQueryState('edit', parseAsString)
  const mayEdit = useRights().has('operate')
  return (
    <>
      <Header station={station} title={stationTitle({ station, overview })} />
      <StationFacts station={station} />
      <div className="grid flex-1 content-start gap-3 md:gap-4 xl:grid-cols-[minmax(0,1fr)_348px] xl:grid-rows-[auto_1fr]">
        <AttentionCard chargers={ids} className="xl:col-start-2" />
        <div className="flex min-w-0 flex-col gap-3 md:gap-4 xl:row-span-2 xl:row-start-1">
          <PowerCard
            stationId={station.id}
            select={null}
            energyTodayWh={overview?.energy_today_wh ?? 0}
            nowW={overview?.power_w ?? station.power_w}
          />
          <StationChargers stationId={station.id} chargers={chargers} />
          <LiveSessionsCard stationId={station.id} />
        </div>
        <StationPlace station={station} />
      </div>
      {mayEdit && edit === station.id && (
        <StationDialog station={station} onClose={() => void setEdit(null)} />
      )}
    </>
  )
}

function Header({ station, title }: { station: Station; title: string }) {
  const router = useRouter()
  const [, setEdit] = useQueryState('edit', parseAsString)
  return (
    <header className="flex min-h-8 flex-wrap items-start justify-between gap-x-4 gap-y-2">
      <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
        <h1 className="text-xl font-semibold">{title}</h1>
        <StationState station={station} />
      </div>
      <May right="operate">
        <div className="flex shrink-0 items-center gap-2 max-md:[&_[data-slot=button]]:h-10">
          {/* On the phone the menu beside has it. */}
          <Button variant="outline" className="max-md:hidden" onClick={() => void setEdit(station.id)}>
            <PencilIcon /> {t('Edit station')}
          </Button>
          {station.chargers_total > 0 && <AddCharger stationId={station.id} />}
          <StationMenu station={station} onDeleted={() => router.push('/stations')} />
        </div>
      </May>
    </header>
  )
}

function Missing({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!(error instanceof ApiError) || error.status !== 404) {
    return <ErrorState title={t('The station could not be loaded')} error={error} onRetry={onRetry} />
  }
  return (
    <EmptyState
      icon={MapPinIcon}
      title={t('There is no such station')}
      action={
        <Button asChild variant="outline">
          <Link href="/stations">{t('All stations')}</Link>
        </Button>
      }
    >
      {t('It may have been deleted.')}
    </EmptyState>
  )
}
