'use client'

import { functionalUpdate, getCoreRowModel, useReactTable, type VisibilityState } from '@tanstack/react-table'
import { ReceiptTextIcon } from 'lucide-react'
import { parseAsArrayOf, parseAsString, useQueryState } from 'nuqs'

import { DateFilter } from '@/components/data-table/date-filter'
import { Filters } from '@/components/data-table/filters'
import { SearchField } from '@/components/data-table/search-field'
import { ColumnsMenu } from '@/components/data-table/table-actions'
import { useSheetKeys } from '@/components/docked-sheet'
import { NoMatch } from '@/components/data-table/no-match'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { KeysetPager } from '@/components/keyset-pager'
import { PageBar } from '@/components/layout/page-bar'
import { Page, PageHeader } from '@/components/layout/page'
import { ExportTransactions } from '@/components/transactions/export-button'
import { TotalsBar } from '@/components/transactions/totals-bar'
import { TRANSACTION_COLUMNS, WIDE_COLUMNS } from '@/components/transactions/transaction-columns'
import { useFilterChips, useTransactionFilters } from '@/components/transactions/transaction-filters'
import { TransactionSheet } from '@/components/transactions/transaction-sheet'
import { TransactionTable } from '@/components/transactions/transaction-table'
import { Card } from '@/components/ui/card'
import { WaitingRows } from '@/components/waiting-rows'
import { formatTime, isSameDay } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useTransactions, useTransactionSummary } from '@/lib/queries/transactions'
import type { Transaction } from '@/lib/types'
import { useHeld } from '@/lib/use-held'
import { useKeyset } from '@/lib/use-keyset'
import { useScrolled } from '@/lib/use-scrolled'

const PAGE = 50
const NONE: Transaction[] = []
const HIDDEN_AT_FIRST = ['stopped']

/** Every transaction there is, newest first, with one of them in a sheet beside. */
export function TransactionsPage() {
  const filters = useTransactionFilters()
  const paging = useKeyset()
  const [open, setOpen] = useQueryState('transaction', parseAsString)
  const scrolled = useScrolled()
  const list = useTransactions({
    ...filters.filter,
    limit: PAGE,
    ...(paging.cursor && { cursor: paging.cursor }),
  })
  const summary = useTransactionSummary(filters.filter)
  const scope = JSON.stringify([filters.filter, paging.cursor])
  const { shown, waiting } = useHeld(list.data?.items ?? NONE, scrolled || open !== null, scope)
  const table = useTransactionTable(shown, open !== null)
  const index = shown.findIndex(({ id }) => id === open)
  const step = (by: number) => {
    const next = shown[index + by]
    return open !== null && next ? () => void setOpen(next.id) : null
  }
  useSheetKeys(open !== null, step, () => void setOpen(null))
  const showNew = () => {
    void setOpen(null)
    window.scrollTo({ top: 0 })
  }
  const next = list.data?.next_cursor ?? null
  return (
    <div className="flex min-w-0 flex-1">
      <Page>
        <PageBar crumbs={[{ label: t('Transactions') }]} />
        <div className="max-md:sr-only">
          <PageHeader
            title={t('Transactions')}
            action={
              <span className="flex gap-2 max-md:hidden">
                <ColumnsMenu table={table} />
                <ExportTransactions
                  filter={filters.filter}
                  columns={table.getVisibleLeafColumns().map(({ columnDef }) => columnDef)}
                />
              </span>
            }
          />
        </div>
        <Toolbar filters={filters} />
        <WaitingRows count={waiting} onShow={showNew} />
        {list.error && !list.data ? (
          <Card>
            <ErrorState
              title={t('The transactions could not be loaded')}
              error={list.error}
              onRetry={() => void list.refetch()}
            />
          </Card>
        ) : (
          <TransactionTable
            table={table}
            loading={list.isPending}
            selected={open}
            onOpen={(id) => void setOpen(id)}
            empty={<NoTransactions filters={filters} />}
            footer={<TotalsBar summary={summary.data} onSuspect={() => filters.set({ state: 'suspect' })} />}
          />
        )}
        <KeysetPager
          onNewer={paging.cursor ? paging.newer : null}
          onOlder={next ? () => paging.older(next) : null}
        >
          {spanOf(shown)}
        </KeysetPager>
      </Page>
      {open && (
        <TransactionSheet id={open} onNewer={step(-1)} onOlder={step(1)} onClose={() => void setOpen(null)} />
      )}
    </div>
  )
}

type Filter = ReturnType<typeof useTransactionFilters>

function Toolbar({ filters }: { filters: Filter }) {
  const chips = useFilterChips(filters)
  return (
    <div className="-mb-1 flex flex-wrap items-center gap-2">
      <SearchField
        value={filters.q}
        onChange={(q) => filters.set({ q })}
        placeholder={t('Id, tag, charger')}
      />
      <DateFilter
        label={t('Started')}
        from={filters.from}
        to={filters.to}
        onChange={(from, to) => filters.set({ from, to })}
      />
      <Filters filters={chips} onClear={filters.clear} />
    </div>
  )
}

/** Which columns are shown is in the address; some give way to the sheet. */
function useTransactionTable(rows: Transaction[], narrow: boolean) {
  const [hidden, setHidden] = useQueryState(
    'hide',
    parseAsArrayOf(parseAsString).withDefault(HIDDEN_AT_FIRST),
  )
  const invisible = narrow ? [...hidden, ...WIDE_COLUMNS] : hidden
  const columnVisibility: VisibilityState = Object.fromEntries(invisible.map((id) => [id, false]))
  // eslint-disable-next-line react-hooks/incompatible-library -- react-table keeps its own memoisation
  return useReactTable({
    data: rows,
    columns: TRANSACTION_COLUMNS,
    getRowId: ({ id }) => id,
    state: { columnVisibility },
    autoResetAll: false,
    onColumnVisibilityChange: (update) => {
      const visibility = functionalUpdate(update, columnVisibility)
      void setHidden(Object.keys(visibility).filter((id) => visibility[id] === false))
    },
    getCoreRowModel: getCoreRowModel(),
  })
}

/** "Today, 12:13 back to 05:52". */
function spanOf(rows: Transaction[]): string {
  const [newest, oldest] = [rows[0], rows.at(-1)]
  if (!newest || !oldest) return ''
  const today = isSameDay(newest.started_at, Date.now()) && isSameDay(oldest.started_at, Date.now())
  const ends = { newest: formatTime(newest.started_at), oldest: formatTime(oldest.started_at) }
  return today ? t('Today, {newest} back to {oldest}', ends) : t('{newest} back to {oldest}', ends)
}

function NoTransactions({ filters }: { filters: Filter }) {
  if (!filters.active) {
    return (
      <EmptyState icon={ReceiptTextIcon} title={t('No transaction yet')}>
        {t('The first one appears here as soon as a car charges.')}
      </EmptyState>
    )
  }
  return <NoMatch title={t('No transactions match')} onClear={filters.clear} />
}
