'use client'

import { ActivityIcon, EvChargerIcon, PlusIcon } from 'lucide-react'
import Link from 'next/link'
import { parseAsString, useQueryStates } from 'nuqs'

import { May } from '@/components/auth/may'
import { selectionColumn } from '@/components/bulk/selection-column'
import { ChargerBulk } from '@/components/chargers/bulk/charger-bulk'
import { CHARGER_COLUMNS, OPERATED_CHARGER_COLUMNS } from '@/components/chargers/charger-columns'
import { CHARGER_STATES, chargerFilter } from '@/components/chargers/charger-filters'
import { ChargerDialog } from '@/components/chargers/charger-form'
import { useChargerList } from '@/components/chargers/use-charger-list'
import { ListPage } from '@/components/data-table/list-page'
import { ExportAll } from '@/components/data-table/table-actions'
import { EmptyState } from '@/components/empty-state'
import { useStationFilter } from '@/components/stations/use-station-filter'
import { Button } from '@/components/ui/button'
import { formatNumber } from '@/lib/format'
import { t, translated } from '@/lib/i18n'
import { useCharger, useChargerSummary } from '@/lib/queries/chargers'
import { useRights } from '@/lib/rights'
import type { Charger, ChargerSummary } from '@/lib/types'

const SELECTABLE = [
  selectionColumn<Charger>(({ charge_point_id }) => charge_point_id),
  ...OPERATED_CHARGER_COLUMNS,
]
const PARAMS = { status: parseAsString, station: parseAsString, edit: parseAsString }

export function ChargersPage() {
  const fleet = useChargerSummary().data
  const mayEdit = useRights().has('operate')
  const [{ status, station, edit }, setParams] = useQueryStates(PARAMS)
  const { list, rows, selection, source, fetchAll } = useChargerList({
    columns: mayEdit ? SELECTABLE : CHARGER_COLUMNS,
    defaultSort: 'name',
    filter: chargerFilter(status, station),
  })
  const edited = useCharger(edit).data
  const setFilter = (change: { status?: string | null; station?: string | null }) => {
    list.url.setPage(0)
    void setParams(change)
  }
  const place = useStationFilter(station, (value) => setFilter({ station: value }))
  return (
    <ListPage
      crumb={t('Chargers')}
      title={titleOf(fleet)}
      noun={t('chargers')}
      list={list}
      source={source}
      all={fleet?.total ?? rows.length}
      searchPlaceholder={t('Name, station, model')}
      rowHref={({ id }) => `/chargers/${id}`}
      action={<AddCharger />}
      bulk={<ChargerBulk selection={selection} />}
      exporting={<ExportAll table={list.table} name={t('chargers')} fetchAll={fetchAll} />}
      filters={[
        {
          key: 'status',
          label: t('Status'),
          icon: ActivityIcon,
          options: translated(CHARGER_STATES),
          value: status,
          onChange: (value) => setFilter({ status: value }),
        },
        place,
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

function titleOf(fleet: ChargerSummary | undefined): string {
  if (!fleet) return t('Chargers')
  if (fleet.total === 0) return t('No chargers yet')
  return t('{count, plural, one {# charger} other {# chargers}}, {online} online', {
    count: fleet.total,
    online: formatNumber(fleet.online),
  })
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
