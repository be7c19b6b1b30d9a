'use client'

import { ActivityIcon, MapPinIcon, PlusIcon } from 'lucide-react'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

import { May } from '@/components/auth/may'
import { ListPage } from '@/components/data-table/list-page'
import { ExportAll } from '@/components/data-table/table-actions'
import { EmptyState } from '@/components/empty-state'
import { stationHref } from '@/components/stations/station-columns'
import { stationFilter, stationStateOptions } from '@/components/stations/station-filters'
import { StationDialog } from '@/components/stations/station-form'
import { useStationList } from '@/components/stations/use-station-list'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { useStation } from '@/lib/queries/station'
import { useStationSummary } from '@/lib/queries/stations'
import { useRights } from '@/lib/rights'
import { STATION_STATUSES, type StationStatus } from '@/lib/station-status'
import type { StationSummary } from '@/lib/types'

const NEW = 'new'
const PARAMS = { status: parseAsStringLiteral(STATION_STATUSES), edit: parseAsString }

export function StationsPage() {
  const stations = useStationSummary().data
  const mayEdit = useRights().has('operate')
  const [{ status, edit }, setParams] = useQueryStates(PARAMS)
  const { list, rows, source, fetchAll } = useStationList(stationFilter(status))
  const edited = useStation(edit === NEW ? null : edit).data
  const setStatus = (value: string | null) => {
    list.url.setPage(0)
    void setParams({ status: value as StationStatus | null })
  }
  const add = (
    <May right="operate">
      <Button onClick={() => void setParams({ edit: NEW })}>
        <PlusIcon /> {t('Add station')}
      </Button>
    </May>
  )
  return (
    <ListPage
      crumb={t('Stations')}
      title={stations ? titleOf(stations) : t('Stations')}
      noun={t('stations')}
      list={list}
      source={source}
      all={stations?.total ?? rows.length}
      searchPlaceholder={t('Name, address')}
      rowHref={stationHref}
      action={add}
      exporting={<ExportAll table={list.table} name={t('stations')} fetchAll={fetchAll} />}
      filters={[
        {
          key: 'status',
          label: t('State'),
          icon: ActivityIcon,
          options: stationStateOptions(),
          value: status,
          onChange: setStatus,
        },
      ]}
      onClearFilters={() => setStatus(null)}
      empty={
        <EmptyState icon={MapPinIcon} title={t('No station yet')} action={add}>
          {t('A station is a place with an address. Chargers that stand together share one.')}
        </EmptyState>
      }
    >
      {mayEdit && (edit === NEW || edited) && (
        <StationDialog station={edited ?? null} onClose={() => void setParams({ edit: null })} />
      )}
    </ListPage>
  )
}

const titleOf = ({ total, chargers }: StationSummary): string =>
  t(
    '{stations, plural, =0 {No station} one {# station} other {# stations}}{chargers, plural, =0 {} one { with # charger} other { with # chargers}}',
    { stations: total, chargers },
  )
