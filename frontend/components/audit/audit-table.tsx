'use client'

import { Fragment, useRef, type ReactNode } from 'react'

import { actorName, outcomeOf, targetName, targetNoun } from '@/components/audit/audit-words'
import { useRowKeys } from '@/components/data-table/data-table'
import { DayRow } from '@/components/data-table/day-row'
import { StatusBadge } from '@/components/status-badge'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { formatClockSeconds, formatExact } from '@/lib/format'
import { t } from '@/lib/i18n'
import { operationWords } from '@/lib/operation-words'
import type { AuditEntry } from '@/lib/types'

const COLUMNS = 5
const SKELETONS = 14

interface AuditTableProps {
  entries: AuditEntry[]
  names: ReadonlyMap<string, string>
  loading: boolean
  selected: string | null
  onOpen: (id: string) => void
  empty: ReactNode
}

/** When, who, what, on what, and how it ended; grouped by day. */
export function AuditTable({ entries, names, loading, selected, onOpen, empty }: AuditTableProps) {
  const body = useRef<HTMLTableSectionElement>(null)
  const none = useRef<HTMLTableSectionElement>(null)
  // With the sheet open the same keys walk through it.
  useRowKeys(selected === null ? body : none)
  return (
    <Card className="overflow-clip">
      <Table aria-label={t('Audit')} aria-busy={loading}>
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            <TableHead className="h-9 w-24">{t('Time')}</TableHead>
            <TableHead className="max-md:hidden">{t('Who')}</TableHead>
            <TableHead>{t('What')}</TableHead>
            <TableHead className="max-lg:hidden">{t('On')}</TableHead>
            <TableHead>{t('End')}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody ref={body}>
          {loading
            ? Array.from({ length: SKELETONS }, (_, index) => (
                <TableRow key={index}>
                  <TableCell colSpan={COLUMNS}>
                    <Skeleton className="h-5" />
                  </TableCell>
                </TableRow>
              ))
            : entries.map((entry, index) => (
                <Fragment key={entry.id}>
                  <DayRow before={entries[index - 1]?.at} at={entry.at} columns={COLUMNS} />
                  <AuditRow entry={entry} names={names} selected={entry.id === selected} onOpen={onOpen} />
                </Fragment>
              ))}
        </TableBody>
      </Table>
      {!loading && entries.length === 0 && <div className="border-t">{empty}</div>}
    </Card>
  )
}

interface AuditRowProps {
  entry: AuditEntry
  names: ReadonlyMap<string, string>
  selected: boolean
  onOpen: (id: string) => void
}

function AuditRow({ entry, names, selected, onOpen }: AuditRowProps) {
  const outcome = outcomeOf(entry)
  return (
    <TableRow
      data-state={selected ? 'selected' : undefined}
      aria-selected={selected}
      className="cursor-pointer focus-within:bg-muted/60"
      onClick={() => onOpen(entry.id)}
    >
      <TableCell className="text-muted-foreground tabular-nums">
        <span title={formatExact(entry.at)}>{formatClockSeconds(entry.at)}</span>
      </TableCell>
      <TableCell className="max-w-52 truncate max-md:hidden">{actorName(entry)}</TableCell>
      <TableCell className="w-full max-w-0 max-md:h-12">
        <button
          type="button"
          data-row-link
          className="block max-w-full truncate text-left font-medium"
          onClick={(event) => {
            event.stopPropagation()
            onOpen(entry.id)
          }}
        >
          {operationWords(entry.operation)}
        </button>
        <span className="block truncate text-xs text-muted-foreground md:hidden">
          {[targetName(entry, names), actorName(entry)].filter(Boolean).join(', ')}
        </span>
      </TableCell>
      <TableCell className="max-w-56 truncate max-lg:hidden">
        <span className="text-muted-foreground">{targetNoun(entry.target.kind)}</span>{' '}
        {targetName(entry, names)}
      </TableCell>
      <TableCell>
        <StatusBadge plain status={outcome.status} label={outcome.label} />
      </TableCell>
    </TableRow>
  )
}
