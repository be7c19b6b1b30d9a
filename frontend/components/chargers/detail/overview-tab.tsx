'use client'

import { PlugIcon } from 'lucide-react'
import Link from 'next/link'
import { parseAsInteger, useQueryState } from 'nuqs'

import { useThisCharger } from '@/components/chargers/detail/charger-context'
import { CommandsCard } from '@/components/chargers/detail/commands-card'
import { ConformanceCard } from '@/components/chargers/detail/conformance-card'
import { ConnectorCard } from '@/components/chargers/detail/connector-card'
import { ConnectorRows } from '@/components/chargers/detail/connector-rows'
import { EarlierSessions } from '@/components/chargers/detail/earlier-sessions'
import {
  ConnectorSwitch,
  PhoneActionBar,
  PhoneConnector,
  PhoneLastCommand,
} from '@/components/chargers/detail/phone-overview'
import { SessionCard, sessionOf } from '@/components/chargers/detail/session-card'
import { SessionActionsProvider } from '@/components/commands/session-actions'
import { EmptyState } from '@/components/empty-state'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { t } from '@/lib/i18n'
import { useChargerTransactions } from '@/lib/queries/charger-detail'
import type { Charger, Connector } from '@/lib/types'
import { useMediaQuery } from '@/lib/use-media-query'

const AS_CARDS = 2
const SESSIONS = 20

/** The connector that the reader chose, else the first one where something happens. */
function selectConnector({ connectors }: Charger, wanted: number | null): Connector | undefined {
  return (
    connectors.find(({ connector_id }) => connector_id === wanted) ??
    connectors.find(({ transaction }) => transaction) ??
    connectors[0]
  )
}

export function OverviewTab() {
  const charger = useThisCharger()
  const [wanted, setWanted] = useQueryState('connector', parseAsInteger)
  const transactions = useChargerTransactions(charger.id, SESSIONS).data?.items
  const earlier = transactions?.filter(({ stopped_at }) => stopped_at !== null)
  const connector = selectConnector(charger, wanted)
  const phone = useMediaQuery('(max-width: 767px)')
  const chart = (
    <SessionCard
      charger={charger}
      connector={connector}
      session={sessionOf(connector, earlier ?? [])}
      onConnector={(id) => void setWanted(id)}
    />
  )
  return (
    <SessionActionsProvider charger={charger}>
      {phone ? (
        <div className="flex flex-col gap-3 p-4">
          <ConnectorSwitch charger={charger} selected={connector} onConnector={(id) => void setWanted(id)} />
          {connector ? (
            <PhoneConnector charger={charger} connector={connector} />
          ) : (
            <NoConnector charger={charger} />
          )}
          {connector && chart}
          <PhoneLastCommand charger={charger} />
          <EarlierSessions charger={charger} sessions={earlier} />
          <ConformanceCard charger={charger} />
          <PhoneActionBar charger={charger} selected={connector} />
        </div>
      ) : (
        <div className="grid flex-1 gap-4 p-4 md:px-6 md:pb-6 lg:grid-cols-[minmax(0,1fr)_348px]">
          <div className="flex min-w-0 flex-col gap-4">
            <Connectors charger={charger} />
            {connector && chart}
            <EarlierSessions charger={charger} sessions={earlier} />
          </div>
          <div className="flex flex-col gap-4">
            <CommandsCard charger={charger} />
            <ConformanceCard charger={charger} />
          </div>
        </div>
      )}
    </SessionActionsProvider>
  )
}

function Connectors({ charger }: { charger: Charger }) {
  const { connectors } = charger
  if (connectors.length === 0) return <NoConnector charger={charger} />
  if (connectors.length > AS_CARDS) return <ConnectorRows charger={charger} />
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      {connectors.map((connector) => (
        <ConnectorCard key={connector.connector_id} charger={charger} connector={connector} />
      ))}
    </div>
  )
}

function NoConnector({ charger }: { charger: Charger }) {
  return (
    <Card>
      <EmptyState
        icon={PlugIcon}
        title={t('No connector known yet')}
        action={
          !charger.online && (
            <Button asChild variant="outline">
              <Link href={`/chargers/${charger.id}/messages`}>{t('Look at its messages')}</Link>
            </Button>
          )
        }
      >
        {charger.online
          ? t('They appear here as the charger reports their status.')
          : t('They appear here once the charger has called and reported their status.')}
      </EmptyState>
    </Card>
  )
}
