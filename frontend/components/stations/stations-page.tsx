'use client'

import { MapPinIcon, PlusIcon } from 'lucide-react'
import { parseAsString, useQueryState } from 'nuqs'

import { May } from '@/components/auth/may'
import { ListPage } from '@/components/data-table/list-page'
import { useListTable } from '@/components/data-table/use-list-table'
import { EmptyState } from '@/components/empty-state'
import { STATION_COLUMNS, stationHref } from '@/components/stations/station-columns'
import { StationDialog } from '@/components/stations/station-form'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { useStations } from '@/lib/queries/stations'
import { useRights } from '@/lib/rights'
import type { Station } from '@/lib/types'

const NEW = 'new'
const searchText = ({ name, address }: Station) => `${name} ${address ?? ''}`

export function StationsPage() {
  const stations = useStations()
  const mayEdit = useRights().has('operate')
  const [edit, setEdit] = useQueryState('edit', parseAsString)
  const list = useListTable({
    rows: stations.items,
    columns: STATION_COLUMNS,
    defaultSort: 'name',
    searchText,
  })
  const edited = stations.items.find(({ id }) => id === edit)
  const chargers = stations.items.reduce((sum, { chargers_total }) => sum + chargers_total, 0)
  const add = (
    <May right="operate">
      <Button onClick={() => void setEdit(NEW)}>
        <PlusIcon /> {t('Add station')}
      </Button>
    </May>
  )
  return (
    <ListPage
      crumb={t('Stations')}
      title={
        stations.loading
          ? t('Stations')
          : t(
              '{stations, plural, =0 {No station} one {# station} other {# stations}}{chargers, plural, =0 {} one { with # charger} other { with # chargers}}',
              { stations: stations.items.length, chargers },
            )
      }
      noun={t('stations')}
      list={list}
      source={stations}
      all={stations.items.length}
      searchPlaceholder={t('Name, address')}
      rowHref={stationHref}
      action={add}
      empty={
        <EmptyState icon={MapPinIcon} title={t('No station yet')} action={add}>
          {t('A station is a place with an address. Chargers that stand together share one.')}
        </EmptyState>
      }
    >
      {mayEdit && (edit === NEW || edited) && (
        <StationDialog station={edited ?? null} onClose={() => void setEdit(null)} />
      )}
    </ListPage>
  )
}
