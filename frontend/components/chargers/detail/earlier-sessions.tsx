'use client'

import { ArrowRightIcon } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'

import { StatusIcon } from '@/components/status-badge'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableRow } from '@/components/ui/table'
import { formatClock, formatDay, formatDuration, formatEnergy, isSameDay } from '@/lib/format'
import { t } from '@/lib/i18n'
import { stoppedBy } from '@/lib/transaction-words'
import type { Charger, Transaction } from '@/lib/types'

const ROWS = 3

interface EarlierSessionsProps {
  charger: Charger
  /** Undefined while loading. */
  sessions: Transaction[] | undefined
}

export function EarlierSessions({ charger, sessions }: EarlierSessionsProps) {
  return (
    <Card className="min-w-0 overflow-hidden">
      <CardHeader className="min-h-11.5 border-b">
        <CardTitle>{t('Earlier sessions')}</CardTitle>
        <Link
          href={`/transactions?charger=${charger.id}`}
          className="touch flex items-center gap-1.5 font-medium underline-offset-4 hover:underline"
        >
          {t('All transactions')} <ArrowRightIcon aria-hidden="true" className="size-4" />
        </Link>
      </CardHeader>
      {sessions?.length === 0 ? (
        <p className="px-4 py-6 text-muted-foreground">
          {t('None yet. Each session stays here after it has ended.')}
        </p>
      ) : (
        <Table aria-label={t('Earlier sessions')}>
          <TableBody>
            {sessions
              ? sessions.slice(0, ROWS).map((session) => <SessionRow key={session.id} session={session} />)
              : Array.from({ length: ROWS }, (_, index) => (
                  <TableRow key={index}>
                    <TableCell className="h-9">
                      <Skeleton className="h-5" />
                    </TableCell>
                  </TableRow>
                ))}
          </TableBody>
        </Table>
      )}
    </Card>
  )
}

/** "09:41 to 10:22", with the day when it was another one. */
function span({ started_at, stopped_at }: Transaction): string {
  const clock = formatClock(started_at)
  const from = isSameDay(started_at, Date.now()) ? clock : `${formatDay(started_at)}, ${clock}`
  return stopped_at ? t('{from} to {to}', { from, to: formatClock(stopped_at) }) : from
}

function SessionRow({ session }: { session: Transaction }) {
  const router = useRouter()
  const { id, transaction_id, connector_id, id_tag, energy_wh, started_at, stopped_at, state } = session
  const href = `/transactions/${id}`
  const seconds = stopped_at ? (Date.parse(stopped_at) - Date.parse(started_at)) / 1000 : null
  const cell = 'h-9'
  return (
    <TableRow className="cursor-pointer" onClick={() => router.push(href)}>
      <TableCell className={`${cell} font-medium`}>
        <Link href={href} onClick={(event) => event.stopPropagation()} className="flex items-center gap-1.5">
          {transaction_id}
          {state === 'suspect' && <StatusIcon status="suspect" className="size-3.5" />}
        </Link>
      </TableCell>
      <TableCell className={`${cell} text-muted-foreground @max-lg:hidden`}>
        {connector_id === null ? '' : t('Connector {number}', { number: connector_id })}
      </TableCell>
      <TableCell className={`${cell} max-w-36 truncate @max-3xl:hidden`}>{id_tag}</TableCell>
      <TableCell className={`${cell} text-muted-foreground tabular-nums @max-lg:whitespace-normal`}>
        {span(session)}
      </TableCell>
      <TableCell className={`${cell} text-right tabular-nums @max-lg:hidden`}>
        {seconds !== null && formatDuration(seconds)}
      </TableCell>
      <TableCell className={`${cell} text-right font-medium tabular-nums`}>
        {energy_wh === null ? t('Unknown') : formatEnergy(energy_wh)}
      </TableCell>
      <TableCell className={`${cell} text-muted-foreground @max-4xl:hidden`}>{stoppedBy(session)}</TableCell>
    </TableRow>
  )
}
