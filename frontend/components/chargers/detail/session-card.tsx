'use client'

import { ZapIcon } from 'lucide-react'
import Link from 'next/link'

import { LegendItem } from '@/components/charts/legend'
import { EmptyState } from '@/components/empty-state'
import { SegmentedSwitch } from '@/components/segmented-switch'
import { useSessionCurve, type CurvedSession } from '@/components/transactions/session-curve'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { formatDay, formatClock } from '@/lib/format'
import { t } from '@/lib/i18n'
import type { Charger, Connector, Transaction } from '@/lib/types'
import { useMediaQuery } from '@/lib/use-media-query'

export interface ChartedSession extends CurvedSession {
  number: number | null
}

/** What runs on a connector, or what ran there last. */
export function sessionOf(connector: Connector | undefined, earlier: Transaction[]): ChartedSession | null {
  if (connector?.transaction && connector.started_at) {
    const { transaction, transaction_id, started_at } = connector
    return { id: transaction, number: transaction_id, started_at, stopped_at: null }
  }
  const last = earlier.find(({ connector_id }) => connector_id === connector?.connector_id)
  return last
    ? { id: last.id, number: last.transaction_id, started_at: last.started_at, stopped_at: last.stopped_at }
    : null
}

interface SessionCardProps {
  charger: Charger
  connector: Connector | undefined
  session: ChartedSession | null
  onConnector: (connectorId: number) => void
}

export function SessionCard({ charger, connector, session, onConnector }: SessionCardProps) {
  return (
    <Card className="min-w-0">
      {session ? (
        // A new session is a new chart.
        <Chart key={session.id} session={session}>
          <Switch charger={charger} connector={connector} onConnector={onConnector} />
        </Chart>
      ) : (
        <>
          <CardHeader>
            <CardTitle>{t('Session')}</CardTitle>
            <Switch charger={charger} connector={connector} onConnector={onConnector} />
          </CardHeader>
          <div className="grid h-61 place-items-center">
            <EmptyState
              icon={ZapIcon}
              title={t('No session on connector {number} yet', { number: connector?.connector_id })}
            >
              {t('Its power and energy are drawn here as soon as one starts.')}
            </EmptyState>
          </div>
        </>
      )}
    </Card>
  )
}

function Chart({ session, children }: { session: ChartedSession; children: React.ReactNode }) {
  const phone = useMediaQuery('(max-width: 767px)')
  const { toggle, body } = useSessionCurve(session, { compact: phone })
  return (
    <>
      <CardHeader className="flex-wrap gap-y-1 py-2">
        <div className="flex min-w-0 flex-wrap items-center gap-x-4">
          <CardTitle>
            <Link href={`/transactions/${session.id}`} className="underline-offset-4 hover:underline">
              {t('Session {number}', { number: session.number })}
            </Link>
          </CardTitle>
          {session.stopped_at && (
            <span className="truncate text-xs text-muted-foreground max-md:hidden">
              {t('ended {time}', {
                time: `${formatDay(session.stopped_at)}, ${formatClock(session.stopped_at)}`,
              })}
            </span>
          )}
          <span className="flex gap-4 max-sm:hidden">
            <LegendItem line="power">{t('Power, kW')}</LegendItem>
            <LegendItem line="energy">{t('Energy, kWh')}</LegendItem>
          </span>
        </div>
        <span className="flex items-center gap-2">
          {toggle}
          {children}
        </span>
      </CardHeader>
      <div className="h-58 px-4 pb-3 md:h-61">{body}</div>
    </>
  )
}

function Switch({ charger, connector, onConnector }: Omit<SessionCardProps, 'session'>) {
  if (charger.connectors.length < 2) return null
  return (
    <SegmentedSwitch
      label={t('Connector')}
      value={String(connector?.connector_id ?? '')}
      options={charger.connectors.map(({ connector_id: number }) => ({
        value: String(number),
        label: charger.connectors.length > 3 ? String(number) : t('Connector {number}', { number }),
      }))}
      onChange={(value) => onConnector(Number(value))}
      className="max-md:hidden"
    />
  )
}
