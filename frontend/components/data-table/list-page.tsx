'use client'

import type { Table } from '@tanstack/react-table'
import { SearchXIcon } from 'lucide-react'
import type { ReactNode } from 'react'

import { DataTable } from '@/components/data-table/data-table'
import { EndlessFooter, type Endless } from '@/components/data-table/endless-rows'
import { Filters, type Filter } from '@/components/data-table/filters'
import { Pager, type Paging } from '@/components/data-table/pager'
import { SearchField } from '@/components/data-table/search-field'
import { ColumnsMenu, ExportButton } from '@/components/data-table/table-actions'
import type { useTableUrl } from '@/components/data-table/use-table-url'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { PageBar, type Crumb } from '@/components/layout/page-bar'
import { Page, PageHeader } from '@/components/layout/page'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { t } from '@/lib/i18n'

interface ListPageProps<Row extends { id: string }> {
  crumb: string
  /** The place that this list is a part of, with the way to its other parts. */
  part?: { of: Crumb; tabs: ReactNode }
  title: string
  /** "chargers", also the CSV file's name. */
  noun: string
  list: { table: Table<Row>; url: ReturnType<typeof useTableUrl>; paging?: Paging; endless?: Endless }
  source: { loading: boolean; error: unknown; refetch: () => void }
  /** How many there are before search and filters. */
  all: number
  searchPlaceholder: string
  rowHref?: (row: Row) => string
  onOpen?: (row: Row) => void
  /** One of the rows is in a sheet beside. */
  sheetOpen?: boolean
  /** Where there is nothing, `empty` offers it: one primary button is enough. */
  action: ReactNode
  /** What else can be done with the whole list. */
  tools?: ReactNode
  filters?: Filter[]
  onClearFilters?: () => void
  /** What to say when there is nothing at all. */
  empty: ReactNode
  /** In place of the export of what the browser has. */
  exporting?: ReactNode
  /** What can be done with the rows that are selected. */
  bulk?: ReactNode
  /** Between toolbar and table. */
  notice?: ReactNode
  /** Dialogs. */
  children?: ReactNode
}

/** Title and primary action; search, filters, columns, export; the table; paging. */
export function ListPage<Row extends { id: string }>(props: ListPageProps<Row>) {
  const {
    crumb,
    part,
    title,
    noun,
    list,
    source,
    all,
    action,
    empty,
    filters,
    onClearFilters,
    rowHref,
    onOpen,
  } = props
  const clear = () => {
    list.url.setSearch('')
    onClearFilters?.()
  }
  const failed = Boolean(source.error) && all === 0
  const nothing = !source.loading && !failed && all === 0
  return (
    <Page>
      <PageBar crumbs={[...(part ? [part.of] : []), { label: crumb }]} />
      <PageHeader
        // How many there are nobody knows then.
        title={failed ? crumb : title}
        action={
          <div className="flex flex-wrap justify-end gap-2 empty:hidden">
            {props.tools}
            {!nothing && action}
          </div>
        }
      />
      {part?.tabs}
      <div className="-mb-1 flex flex-wrap items-center gap-2 max-md:mb-0">
        <SearchField
          value={list.url.search}
          onChange={list.url.setSearch}
          placeholder={props.searchPlaceholder}
        />
        {filters && <Filters filters={filters} onClear={clear} />}
        <span className="ml-auto flex gap-2 max-md:hidden">
          <ColumnsMenu table={list.table} />
          {props.exporting ?? <ExportButton table={list.table} name={noun} />}
        </span>
      </div>
      {props.notice}
      {failed ? (
        <Card>
          <ErrorState
            title={t('This list could not be loaded')}
            error={source.error}
            onRetry={source.refetch}
          />
        </Card>
      ) : (
        <DataTable
          table={list.table}
          label={crumb}
          loading={source.loading}
          {...(rowHref && { rowHref })}
          {...(onOpen && { onOpen })}
          {...(props.sheetOpen && { sheetOpen: true })}
          {...(list.endless && {
            endless: list.endless,
            footer: <EndlessFooter noun={noun} endless={list.endless} />,
          })}
          empty={
            nothing ? (
              empty
            ) : (
              <EmptyState
                icon={SearchXIcon}
                title={t('No {noun} match', { noun })}
                action={
                  <Button variant="outline" onClick={clear}>
                    {t('Clear search and filters')}
                  </Button>
                }
              />
            )
          }
        />
      )}
      {props.bulk}
      {list.paging && <Pager noun={noun} paging={list.paging} />}
      {props.children}
    </Page>
  )
}
