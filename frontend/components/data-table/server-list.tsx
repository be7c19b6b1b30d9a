'use client'

import type { Table } from '@tanstack/react-table'
import type { ReactNode } from 'react'

import { DataTable } from '@/components/data-table/data-table'
import { ErrorState } from '@/components/error-state'
import { KeysetPager, spanOf } from '@/components/keyset-pager'
import { Card } from '@/components/ui/card'
import type { Log } from '@/lib/use-log'

interface ServerListProps<Row extends { id: string }> {
  /** What the rows are, for a screen reader. */
  label: string
  table: Table<Row>
  log: Log<Row>
  at: (row: Row) => string
  rowHref?: (row: Row) => string
  errorTitle: string
  empty: ReactNode
}

/** A page of what the server lists newest first, and the way to the others. */
export function ServerList<Row extends { id: string }>(props: ServerListProps<Row>) {
  const { label, table, log, at, rowHref, errorTitle, empty } = props
  return (
    <>
      {log.error ? (
        <Card>
          <ErrorState title={errorTitle} error={log.error} onRetry={log.retry} />
        </Card>
      ) : (
        <DataTable
          table={table}
          label={label}
          loading={log.loading}
          {...(rowHref && { rowHref })}
          empty={empty}
        />
      )}
      {(log.newer ?? log.older) && (
        <KeysetPager onNewer={log.newer} onOlder={log.older}>
          {spanOf(log.shown, at)}
        </KeysetPager>
      )}
    </>
  )
}
