'use client'

import { ActivityIcon, ListChecksIcon, RefreshCwIcon, TagsIcon } from 'lucide-react'
import { parseAsString, useQueryStates } from 'nuqs'
import { useCallback, useMemo, useState } from 'react'

import { May } from '@/components/auth/may'
import { ListPage } from '@/components/data-table/list-page'
import { useListTable } from '@/components/data-table/use-list-table'
import { useSheetKeys } from '@/components/docked-sheet'
import { EmptyState } from '@/components/empty-state'
import { listColumns } from '@/components/local-lists/list-columns'
import { listRows, type ListRow } from '@/components/local-lists/list-rows'
import { ListSheet } from '@/components/local-lists/list-sheet'
import { LIST_MODES, LIST_STATES } from '@/components/local-lists/local-list-words'
import { SyncDialog } from '@/components/local-lists/sync-dialog'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { useChargers } from '@/lib/queries/chargers'
import { useLocalLists } from '@/lib/queries/local-lists'

const PARAMS = { state: parseAsString, mode: parseAsString, list: parseAsString }
const searchText = ({ name, station }: ListRow) => `${name} ${station ?? ''}`

/** What each charger knows of id tags by itself, with one list in a sheet beside. */
export function LocalListsPage() {
  const chargers = useChargers()
  const lists = useLocalLists()
  const [{ state, mode, list: chosen }, setParams] = useQueryStates(PARAMS)
  const [syncing, setSyncing] = useState(false)
  const all = useMemo(() => listRows(chargers.items, lists.items), [chargers.items, lists.items])
  const rows = useMemo(
    () => all.filter(({ list }) => (!state || list.state === state) && (!mode || list.mode === mode)),
    [all, state, mode],
  )
  const open = useCallback((id: string) => void setParams({ list: id }), [setParams])
  const columns = useMemo(() => listColumns(open), [open])
  const close = () => void setParams({ list: null })
  const list = useListTable({ rows, columns, defaultSort: 'charger', searchText })
  const shown = list.table.getRowModel().rows.map(({ original }) => original)
  const index = shown.findIndex(({ id }) => id === chosen)
  const selected = all.find(({ id }) => id === chosen)
  const step = (by: number) => {
    const next = shown[index + by]
    return index >= 0 && next ? () => open(next.id) : null
  }
  useSheetKeys(selected !== undefined, step, close)
  const toSync = list.table
    .getFilteredRowModel()
    .rows.map(({ original }) => original)
    .filter(kept)
  const choose = (change: Partial<Record<keyof typeof PARAMS, string | null>>) => {
    list.url.setPage(0)
    void setParams(change)
  }
  return (
    <div className="flex min-w-0 flex-1">
      <ListPage
        crumb={t('Local lists')}
        title={chargers.loading || lists.loading ? t('Local lists') : titleOf(all)}
        noun={t('local lists')}
        list={list}
        source={{ ...lists, loading: chargers.loading || lists.loading }}
        all={all.length}
        searchPlaceholder={t('Charger or station')}
        onOpen={({ id }) => open(id)}
        sheetOpen={selected !== undefined}
        action={
          all.some(kept) && (
            <May right="operate">
              <Button disabled={toSync.length === 0} onClick={() => setSyncing(true)}>
                <RefreshCwIcon />
                {t('{count, plural, =0 {Sync lists} one {Sync # list} other {Sync # lists}}', {
                  count: toSync.length,
                })}
              </Button>
            </May>
          )
        }
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
      >
        {syncing && <SyncDialog rows={toSync} onClose={() => setSyncing(false)} />}
      </ListPage>
      {selected && <ListSheet row={selected} onNewer={step(-1)} onOlder={step(1)} onClose={close} />}
    </div>
  )
}

const kept = ({ list }: ListRow): boolean => list.mode !== 'off'

function titleOf(rows: ListRow[]): string {
  const ours = rows.filter(kept)
  const inStep = ours.filter(({ list }) => list.state === 'in_step').length
  return t(
    '{count, plural, =0 {No local list is kept} one {# local list is kept} other {# local lists are kept}}{count, plural, =0 {} other {, {step} in step}}',
    { count: ours.length, step: inStep },
  )
}
