'use client'

import { Fragment, useRef, type ReactNode } from 'react'

import { useRowKeys } from '@/components/data-table/data-table'
import { DayRow } from '@/components/data-table/day-row'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { formatClockSeconds, formatExact } from '@/lib/format'
import { t } from '@/lib/i18n'

const SKELETONS = 8

interface LogTableProps<Entry extends { id: string }> {
  /** What the rows are, for a screen reader. */
  label: string
  entries: Entry[]
  at: (entry: Entry) => string
  loading: boolean
  /** The one in the sheet beside. */
  selected: string | null
  onOpen: (id: string) => void
  /** After the time: as many as `cells` has. */
  heads: ReactNode[]
  /** One of them holds the `LogTitle`. */
  cells: (entry: Entry) => ReactNode
  empty: ReactNode
}

/** What happened, newest first, grouped by day; a row opens in a sheet. */
export function LogTable<Entry extends { id: string }>(props: LogTableProps<Entry>) {
  const { label, entries, at, loading, selected, onOpen, heads, cells, empty } = props
  const body = useRef<HTMLTableSectionElement>(null)
  const columns = heads.length + 1
  // With the sheet open the same keys walk through it.
  useRowKeys(selected === null ? body : null)
  return (
    <Card className="overflow-clip">
      <Table aria-label={label} aria-busy={loading}>
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            <TableHead className="h-9 w-24">{t('Time')}</TableHead>
            {heads.map((head, index) => (
              <Fragment key={index}>{head}</Fragment>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody ref={body}>
          {loading
            ? Array.from({ length: SKELETONS }, (_, index) => (
                <TableRow key={index}>
                  <TableCell colSpan={columns}>
                    <Skeleton className="h-5" />
                  </TableCell>
                </TableRow>
              ))
            : entries.map((entry, index) => (
                <Fragment key={entry.id}>
                  <DayRow before={timeOf(entries[index - 1], at)} at={at(entry)} columns={columns} />
                  <TableRow
                    data-state={entry.id === selected ? 'selected' : undefined}
                    aria-selected={entry.id === selected}
                    className="cursor-pointer focus-within:bg-muted/60"
                    onClick={() => onOpen(entry.id)}
                  >
                    <TableCell className="text-muted-foreground tabular-nums">
                      <span title={formatExact(at(entry))}>{formatClockSeconds(at(entry))}</span>
                    </TableCell>
                    {cells(entry)}
                  </TableRow>
                </Fragment>
              ))}
        </TableBody>
      </Table>
      {!loading && entries.length === 0 && <div className="border-t">{empty}</div>}
    </Card>
  )
}

const timeOf = <Entry,>(entry: Entry | undefined, at: (entry: Entry) => string) =>
  entry === undefined ? undefined : at(entry)

/** What a row is opened by from the keyboard; a press of it is one of its row. */
export function LogTitle({ children }: { children: ReactNode }) {
  return (
    <button type="button" data-row-link className="block max-w-full truncate text-left font-medium">
      {children}
    </button>
  )
}
