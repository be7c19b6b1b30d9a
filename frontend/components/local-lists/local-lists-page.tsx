'use client'

import { ActivityIcon, ListChecksIcon, TagsIcon } from 'lucide-react'
import { parseAsString, useQueryStates } from 'nuqs'
import { useCallback, useMemo } from 'react'

import { ListPage } from '@/components/data-table/list-page'
import { ExportAll } from '@/components/data-table/table-actions'
import { useSheetKeys } from '@/components/docked-sheet'
import { EmptyState } from '@/components/empty-state'
import { listColumns } from '@/components/local-lists/list-columns'
import { ListSheet } from '@/components/local-lists/list-sheet'
import { LIST_MODES, LIST_STATES } from '@/components/local-lists/local-list-words'
import { SyncLists } from '@/components/local-lists/sync-lists'
import { useFleetLists } from '@/components/local-lists/use-fleet-lists'
import { t } from '@/lib/i18n'
import { useLocalList, useLocalListCounts, type LocalListFilter } from '@/lib/queries/local-lists'
import type { LocalList, LocalListCounts } from '@/lib/types'

const PARAMS = { state: parseAsString, mode: parseAsString, list: parseAsString }
const EVERY = { every: true }

/** What each charger knows of id tags by itself, with one list in a sheet beside. */
export function LocalListsPage() {
  const fleet = useLocalListCounts(EVERY).data
  const [{ state, mode, list: chosen }, setParams] = useQueryStates(PARAMS)
  const open = useCallback((id: string) => void setParams({ list: id }), [setParams])
  const columns = useMemo(() => listColumns(open), [open])
  const { list, rows, source, fetchAll, kept, fetchKept } = useFleetLists({
    columns,
    filter: listFilter(state, mode),
  })
  const selected = useLocalList(chosen).data
  const close = () => void setParams({ list: null })
  const index = rows.findIndex(({ id }) => id === chosen)
  const step = (by: number) => {
    const next = rows[index + by]
    return index >= 0 && next ? () => open(next.id) : null
  }
  useSheetKeys(selected !== undefined, step, close)
  const choose = (change: Partial<Record<keyof typeof PARAMS, string | null>>) => void setParams(change)
  return (
    <div className="flex min-w-0 flex-1">
      <ListPage
        crumb={t('Local lists')}
        title={fleet ? titleOf(fleet) : t('Local lists')}
        noun={t('local lists')}
        list={list}
        source={source}
        all={fleet?.total ?? rows.length}
        searchPlaceholder={t('Charger or station')}
        onOpen={({ id }) => open(id)}
        sheetOpen={selected !== undefined}
        exporting={<ExportAll table={list.table} name={t('local lists')} fetchAll={fetchAll} />}
        action={fleet && fleet.kept > 0 && <SyncLists count={kept} fetchLists={fetchKept} />}
        filters={[
          {
            key: 'state',
            label: t('State'),
            icon: ActivityIcon,
            options: Object.entries(LIST_STATES).map(([value, { label }]) => ({ value, label: t(label) })),
            value: state,
            onChange: (value) => choose({ state: value }),
          },
          {
            key: 'mode',
            label: t('What shall be on it'),
            icon: TagsIcon,
            options: Object.entries(LIST_MODES).map(([value, { label }]) => ({ value, label: t(label) })),
            value: mode,
            onChange: (value) => choose({ mode: value }),
          },
        ]}
        onClearFilters={() => choose({ state: null, mode: null })}
        empty={
          <EmptyState icon={ListChecksIcon} title={t('No charger yet')}>
            {t('A charger with a local list lets known tags charge while it is offline.')}
          </EmptyState>
        }
      />
      {selected && <ListSheet list={selected} onNewer={step(-1)} onOlder={step(1)} onClose={close} />}
    </div>
  )
}

function listFilter(state: string | null, mode: string | null): LocalListFilter {
  return { ...(isState(state) && { state }), ...(isMode(mode) && { mode }) }
}

const isState = (text: string | null): text is LocalList['state'] =>
  text !== null && Object.hasOwn(LIST_STATES, text)
const isMode = (text: string | null): text is LocalList['mode'] =>
  text !== null && Object.hasOwn(LIST_MODES, text)

const titleOf = ({ kept, in_step }: LocalListCounts): string =>
  t(
    '{count, plural, =0 {No local list is kept} one {# local list is kept} other {# local lists are kept}}{count, plural, =0 {} other {, {step} in step}}',
    { count: kept, step: in_step },
  )
