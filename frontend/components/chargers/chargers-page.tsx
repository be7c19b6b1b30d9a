'use client'

import { ActivityIcon, EvChargerIcon, MapPinIcon, PlusIcon } from 'lucide-react'
import Link from 'next/link'
import { parseAsString, useQueryStates } from 'nuqs'
import { useMemo } from 'react'

import { May } from '@/components/auth/may'
import { selectionColumn } from '@/components/bulk/selection-column'
import { ChargerBulk } from '@/components/chargers/bulk/charger-bulk'
import { CHARGER_COLUMNS } from '@/components/chargers/charger-columns'
import { CHARGER_STATES, filterChargers } from '@/components/chargers/charger-filters'
import { ChargerDialog } from '@/components/chargers/charger-form'
import { ListPage } from '@/components/data-table/list-page'
import { useListTable } from '@/components/data-table/use-list-table'
import { EmptyState } from '@/components/empty-state'
import { Button } from '@/components/ui/button'
import { formatNumber } from '@/lib/format'
import { t, translated } from '@/lib/i18n'
import { useChargers } from '@/lib/queries/chargers'
import { useStations } from '@/lib/queries/stations'
import { useRights } from '@/lib/rights'
import type { Charger } from '@/lib/types'

const SELECTABLE = [selectionColumn<Charger>(({ charge_point_id }) => charge_point_id), ...CHARGER_COLUMNS]
const PARAMS = { status: parseAsString, station: parseAsString, edit: parseAsString }

const searchText = ({ charge_point_id, name, station_name, vendor, model, serial_number }: Charger) =>
  [charge_point_id, name, station_name, vendor, model, serial_number].join(' ')

export function ChargersPage() {
  const chargers = useChargers()
  const stations = useStations()
  const mayEdit = useRights().has('operate')
  const [{ status, station, edit }, setParams] = useQueryStates(PARAMS)
  const rows = useMemo(
    () => filterChargers(chargers.items, status, station),
    [chargers.items, status, station],
  )
  const list = useListTable({
    rows,
    columns: mayEdit ? SELECTABLE : CHARGER_COLUMNS,
    defaultSort: 'name',
    searchText,
  })
  const edited = chargers.items.find(({ id }) => id === edit)
  const online = chargers.items.filter((charger) => charger.online).length
  const setFilter = (change: { status?: string | null; station?: string | null }) => {
    list.url.setPage(0)
    void setParams(change)
  }
  return (
    <ListPage
      crumb={t('Chargers')}
      title={
        chargers.loading
          ? t('Chargers')
          : t('{count, plural, one {# charger} other {# chargers}}, {online} online', {
              count: chargers.items.length,
              online: formatNumber(online),
            })
      }
      noun={t('chargers')}
      list={list}
      source={chargers}
      all={chargers.items.length}
      searchPlaceholder={t('Name, station, model')}
      rowHref={({ id }) => `/chargers/${id}`}
      action={<AddCharger />}
      bulk={<ChargerBulk table={list.table} />}
      filters={[
        {
          key: 'status',
          label: t('Status'),
          icon: ActivityIcon,
          options: translated(CHARGER_STATES),
          value: status,
          onChange: (value) => setFilter({ status: value }),
        },
        {
          key: 'station',
          label: t('Station'),
          icon: MapPinIcon,
          options: stations.items.map(({ id, name }) => ({ value: id, label: name })),
          value: station,
          onChange: (value) => setFilter({ station: value }),
        },
      ]}
      onClearFilters={() => setFilter({ status: null, station: null })}
      empty={
        <EmptyState icon={EvChargerIcon} title={t('No charger yet')} action={<AddCharger />}>
          {t('Add one and you get the address to type into it.')}
        </EmptyState>
      }
    >
      {mayEdit && edited && <ChargerDialog charger={edited} onClose={() => void setParams({ edit: null })} />}
    </ListPage>
  )
}

function AddCharger() {
  return (
    <May right="operate">
      <Button asChild>
        <Link href="/chargers/new">
          <PlusIcon /> {t('Add charger')}
        </Link>
      </Button>
    </May>
  )
}
