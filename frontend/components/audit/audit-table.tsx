'use client'

import type { ReactNode } from 'react'

import { actorName, outcomeOf, targetName, targetNoun } from '@/components/audit/audit-words'
import { LogTable, LogTitle } from '@/components/data-table/log-table'
import { StatusBadge } from '@/components/status-badge'
import { TableCell, TableHead } from '@/components/ui/table'
import { t } from '@/lib/i18n'
import { operationWords } from '@/lib/operation-words'
import type { AuditEntry } from '@/lib/types'

interface AuditTableProps {
  entries: AuditEntry[]
  names: ReadonlyMap<string, string>
  loading: boolean
  selected: string | null
  onOpen: (id: string) => void
  empty: ReactNode
}

/** When, who, what, on what, and how it ended; grouped by day. */
export function AuditTable({ names, ...log }: AuditTableProps) {
  return (
    <LogTable
      {...log}
      label={t('Audit')}
      at={({ at }) => at}
      heads={[
        <TableHead key="who" className="@max-lg:hidden">
          {t('Who')}
        </TableHead>,
        <TableHead key="what">{t('What')}</TableHead>,
        <TableHead key="on" className="@max-2xl:hidden">
          {t('On')}
        </TableHead>,
        <TableHead key="end">{t('End')}</TableHead>,
      ]}
      cells={(entry) => <Cells entry={entry} names={names} />}
    />
  )
}

function Cells({ entry, names }: { entry: AuditEntry; names: ReadonlyMap<string, string> }) {
  const outcome = outcomeOf(entry)
  return (
    <>
      <TableCell className="max-w-52 truncate @max-lg:hidden">{actorName(entry)}</TableCell>
      <TableCell className="w-full max-w-0 max-md:h-12">
        <LogTitle>{operationWords(entry.operation)}</LogTitle>
        <span className="block truncate text-xs text-muted-foreground @lg:hidden">
          {[targetName(entry, names), actorName(entry)].filter(Boolean).join(', ')}
        </span>
      </TableCell>
      <TableCell className="max-w-96 truncate @max-2xl:hidden">
        <span className="text-muted-foreground">{targetNoun(entry.target.kind)}</span>{' '}
        {targetName(entry, names)}
      </TableCell>
      <TableCell>
        <StatusBadge plain status={outcome.status} label={outcome.label} />
      </TableCell>
    </>
  )
}
