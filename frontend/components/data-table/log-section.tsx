'use client'

import type { ReactNode } from 'react'

import { LogTable } from '@/components/data-table/log-table'
import { NoMatch } from '@/components/data-table/no-match'
import { ErrorState } from '@/components/error-state'
import { KeysetPager, spanOf } from '@/components/keyset-pager'
import { Card } from '@/components/ui/card'
import { WaitingRows } from '@/components/waiting-rows'
import type { Log } from '@/lib/use-log'

interface LogSectionProps<Entry extends { id: string }> {
  title: string
  filters: ReactNode
  log: Log<Entry> & { filtered: boolean; clear: () => void }
  at: (entry: Entry) => string
  selected: string | null
  onOpen: (id: string | null) => void
  heads: ReactNode[]
  cells: (entry: Entry) => ReactNode
  errorTitle: string
  /** What to say when nothing matches, and when there is nothing at all. */
  noMatch: string
  nothing: ReactNode
}

/** A log as a part of a page: its filters, new rows that wait, the rows, older ones. */
export function LogSection<Entry extends { id: string }>(props: LogSectionProps<Entry>) {
  const { title, filters, log, at, selected, onOpen, heads, cells } = props
  return (
    <section aria-label={title} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="mr-2 text-base font-semibold">{title}</h2>
        {filters}
      </div>
      <WaitingRows count={log.waiting} onShow={() => onOpen(null)} />
      {log.error ? (
        <Card>
          <ErrorState title={props.errorTitle} error={log.error} onRetry={log.retry} />
        </Card>
      ) : (
        <LogTable
          label={title}
          entries={log.shown}
          at={at}
          loading={log.loading}
          selected={selected}
          onOpen={onOpen}
          heads={heads}
          cells={cells}
          empty={log.filtered ? <NoMatch title={props.noMatch} onClear={log.clear} /> : props.nothing}
        />
      )}
      {(log.newer ?? log.older) && (
        <KeysetPager onNewer={log.newer} onOlder={log.older}>
          {spanOf(log.shown, at)}
        </KeysetPager>
      )}
    </section>
  )
}
