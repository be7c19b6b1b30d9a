'use client'

import { ActivityIcon, MapIcon, MapPinIcon, SearchXIcon } from 'lucide-react'
import Link from 'next/link'
import { parseAsString, useQueryState } from 'nuqs'
import { useMemo } from 'react'

import { May } from '@/components/auth/may'
import { Filters } from '@/components/data-table/filters'
import { SearchField } from '@/components/data-table/search-field'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { PageBar } from '@/components/layout/page-bar'
import { Page, PageHeader } from '@/components/layout/page'
import { StationMap } from '@/components/map'
import { filterStations, mapTitle, useMapUrl } from '@/components/map/map-url'
import { StationList, StationListSkeleton } from '@/components/map/station-list'
import { stationStateOptions } from '@/components/stations/station-filters'
import { StationDialog } from '@/components/stations/station-form'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { t } from '@/lib/i18n'
import { useStation } from '@/lib/queries/station'
import { useStationMap } from '@/lib/queries/stations'
import { useRights } from '@/lib/rights'
import type { StationOnMap } from '@/lib/types'

const NONE: StationOnMap[] = []

/** Where the stations are, and how each of them is. */
export function MapPage() {
  const { data, isPending, error, refetch } = useStationMap()
  const stations = data?.items ?? NONE
  const url = useMapUrl()
  const shown = useMemo(
    () => filterStations(stations, url.search, url.status),
    [stations, url.search, url.status],
  )
  const nothing = !isPending && stations.length === 0
  return (
    <Page>
      <PageBar crumbs={[{ label: t('Map') }]} />
      <PageHeader title={nothing || isPending ? t('Map') : mapTitle(stations)} />
      <div className="-mb-1 flex flex-wrap items-center gap-2 max-md:mb-0">
        <SearchField
          value={url.search}
          onChange={(q) => url.set({ q: q || null })}
          placeholder={t('Name, address')}
        />
        <Filters
          filters={[
            {
              key: 'status',
              label: t('State'),
              icon: ActivityIcon,
              options: stationStateOptions(),
              value: url.status,
              onChange: (status) => url.set({ status }),
            },
          ]}
          onClear={url.clear}
        />
      </div>
      {error && nothing ? (
        <Card>
          <ErrorState
            title={t('The stations could not be loaded')}
            error={error}
            onRetry={() => void refetch()}
          />
        </Card>
      ) : nothing ? (
        <Card>
          <NoStation />
        </Card>
      ) : (
        <Card className="grid overflow-hidden max-lg:grid-rows-[minmax(20rem,52dvh)_auto] lg:grid-cols-[minmax(0,1fr)_348px] lg:grid-rows-[minmax(28rem,calc(100dvh-11.75rem))]">
          <StationMap stations={shown} selected={url.at} onSelect={(at) => url.set({ at })} />
          <div className="overflow-y-auto max-lg:border-t lg:border-l">
            {isPending ? (
              <StationListSkeleton />
            ) : shown.length > 0 ? (
              <StationList stations={shown} selected={url.at} onSelect={(at) => url.set({ at })} />
            ) : (
              <NoMatch onClear={url.clear} />
            )}
          </div>
        </Card>
      )}
      <EditedStation />
    </Page>
  )
}

function EditedStation() {
  const [edit, setEdit] = useQueryState('edit', parseAsString)
  const mayEdit = useRights().has('operate')
  const edited = useStation(edit).data
  if (!mayEdit || !edited) return null
  return <StationDialog station={edited} onClose={() => void setEdit(null)} />
}

function NoStation() {
  return (
    <EmptyState
      icon={MapIcon}
      title={t('No station yet')}
      action={
        <May right="operate">
          <Button asChild>
            <Link href="/stations?edit=new">
              <MapPinIcon /> {t('Add station')}
            </Link>
          </Button>
        </May>
      }
    >
      {t('A station with latitude and longitude appears here.')}
    </EmptyState>
  )
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={SearchXIcon}
      title={t('No station matches')}
      action={
        <Button variant="outline" onClick={onClear}>
          {t('Clear search and filters')}
        </Button>
      }
    />
  )
}
