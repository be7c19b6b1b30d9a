'use client'

import { ArrowRightIcon, ZapIcon } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'

import { Sparkline } from '@/components/charts/sparkline'
import { ConnectorName } from '@/components/connector-name'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { Flash } from '@/components/flash'
import { PlaceLink } from '@/components/layout/place-link'
import { StatusBadge } from '@/components/status-badge'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { formatDuration, formatEnergy, formatNumber, formatPower } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useLiveSessions } from '@/lib/queries/overview'
import { connectorStatus, connectorStatusTitle } from '@/lib/status'
import type { LiveSession } from '@/lib/types'
import { useNow } from '@/lib/use-now'

const ROWS = 8
const COLUMNS = 7

export function LiveSessionsCard({ stationId }: { stationId: string | null }) {
  const { data, error, refetch } = useLiveSessions(ROWS, stationId)
  return (
    <Card className="overflow-hidden">
      <CardHeader className="min-h-11">
        <div className="flex items-center gap-2">
          <CardTitle>{t('Live sessions')}</CardTitle>
          {data && <span className="text-muted-foreground tabular-nums">{formatNumber(data.total)}</span>}
        </div>
        <PlaceLink
          href={`/transactions?state=active${stationId ? `&station=${encodeURIComponent(stationId)}` : ''}`}
          className="touch flex items-center gap-1.5 font-medium hover:underline hover:underline-offset-4"
        >
          {t('View all')} <ArrowRightIcon aria-hidden="true" className="size-4" />
        </PlaceLink>
      </CardHeader>
      {error && !data ? (
        <ErrorState
          title={t('The sessions could not be loaded')}
          error={error}
          onRetry={() => void refetch()}
        />
      ) : data?.items.length === 0 ? (
        <div className="border-t">
          <EmptyState icon={ZapIcon} title={t('No car is charging')}>
            {t('A session appears here as soon as a charger reports its start.')}
          </EmptyState>
        </div>
      ) : (
        <SessionTable sessions={data?.items} />
      )}
    </Card>
  )
}

function SessionTable({ sessions }: { sessions: LiveSession[] | undefined }) {
  return (
    <Table aria-label={t('Live sessions')} className="border-t">
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead>{t('Status')}</TableHead>
          <TableHead>{t('Connector')}</TableHead>
          <TableHead className="@max-xl:hidden">{t('Station')}</TableHead>
          <TableHead className="@max-3xl:hidden">{t('Tag')}</TableHead>
          <TableHead className="text-right @max-[22rem]:whitespace-normal">{t('Last 20 min, now')}</TableHead>
          <TableHead className="text-right @max-lg:hidden">{t('Energy')}</TableHead>
          <TableHead className="text-right @max-2xl:hidden">{t('Duration')}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {sessions
          ? sessions.map((session) => <SessionRow key={session.transaction.id} session={session} />)
          : Array.from({ length: ROWS }, (_, index) => (
              <TableRow key={index}>
                <TableCell colSpan={COLUMNS}>
                  <Skeleton className="h-5" />
                </TableCell>
              </TableRow>
            ))}
      </TableBody>
    </Table>
  )
}

function SessionRow({ session }: { session: LiveSession }) {
  const { transaction, connector_status, online, power_w, sparkline, station_name } = session
  const router = useRouter()
  const now = useNow()
  const status = connectorStatus(connector_status ?? 'Charging', online)
  const href = `/transactions/${transaction.id}`
  return (
    <TableRow className="cursor-pointer" onClick={() => router.push(href)}>
      <TableCell>
        <StatusBadge status={status} title={connectorStatusTitle(connector_status)} />
      </TableCell>
      <TableCell>
        <Link href={href} prefetch={false} onClick={(event) => event.stopPropagation()}>
          <ConnectorName charger={transaction.charge_point_id} connector={transaction.connector_id} />
        </Link>
      </TableCell>
      {/* It takes what the others leave: however long a state or a duration is, nothing is cut off at the edge. */}
      <TableCell className="w-full max-w-0 truncate @max-xl:hidden" title={station_name ?? undefined}>
        {station_name}
      </TableCell>
      <TableCell
        className="max-w-36 truncate text-muted-foreground @max-3xl:hidden"
        title={transaction.id_tag ?? undefined}
      >
        {transaction.id_tag}
      </TableCell>
      <TableCell>
        <div className="flex items-center justify-end gap-3 @max-lg:gap-1">
          <Sparkline points={sparkline} status={status} className="@max-lg:w-12 @max-[22rem]:hidden" />
          <Flash value={power_w} className="min-w-16 text-right font-medium tabular-nums">
            {power_w == null ? '–' : formatPower(power_w)}
          </Flash>
        </div>
      </TableCell>
      <TableCell className="text-right tabular-nums @max-lg:hidden">
        {transaction.energy_wh == null ? '–' : formatEnergy(transaction.energy_wh)}
      </TableCell>
      <TableCell className="text-right text-muted-foreground tabular-nums @max-2xl:hidden">
        {now > 0 && formatDuration((now - Date.parse(transaction.started_at)) / 1000)}
      </TableCell>
    </TableRow>
  )
}
