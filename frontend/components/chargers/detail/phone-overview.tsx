'use client'

import { ChevronRightIcon, CircleStopIcon, ZapIcon } from 'lucide-react'
import Link from 'next/link'

import { BatteryBar } from '@/components/chargers/detail/battery-bar'
import { SessionSoFar } from '@/components/chargers/detail/connector-card'
import { connectorAction, connectorWords } from '@/components/chargers/detail/connector-state'
import { Power, Readings } from '@/components/chargers/detail/figures'
import { useSessionActions } from '@/components/commands/session-actions'
import { StatusBadge, StatusIcon } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { commandLife } from '@/lib/command-life'
import { commandTitle } from '@/lib/command-words'
import { formatTime } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useCommands } from '@/lib/queries/charger-detail'
import { useRights } from '@/lib/rights'
import { showInRow } from '@/lib/show-in-row'
import { connectorStatus } from '@/lib/status'
import type { Charger, Connector } from '@/lib/types'
import { useNow } from '@/lib/use-now'
import { cn } from '@/lib/utils'

interface ConnectorSwitchProps {
  charger: Charger
  selected: Connector | undefined
  onConnector: (connectorId: number) => void
}

/** Which connector the page is about, each with its status. */
export function ConnectorSwitch({ charger, selected, onConnector }: ConnectorSwitchProps) {
  if (charger.connectors.length < 2) return null
  return (
    <div
      role="group"
      aria-label={t('Connector')}
      className="flex gap-1 overflow-x-auto rounded-xl bg-muted p-1"
    >
      {charger.connectors.map((connector) => {
        const { connector_id, status } = connector
        const current = connector_id === selected?.connector_id
        return (
          <button
            key={connector_id}
            ref={current ? showInRow : undefined}
            type="button"
            aria-pressed={current}
            onClick={() => onConnector(connector_id)}
            className={cn(
              'min-w-32 flex-1 rounded-lg px-3 py-2 text-left',
              current ? 'bg-card shadow-card dark:bg-background' : 'text-muted-foreground',
            )}
          >
            <span className="block font-semibold">{t('Connector {number}', { number: connector_id })}</span>
            <StatusBadge plain status={connectorStatus(status, charger.online)} className="h-4.5" />
          </button>
        )
      })}
    </div>
  )
}

export function PhoneConnector({ charger, connector }: { charger: Charger; connector: Connector }) {
  const { started_at, id_tag, transaction } = connector
  const rights = useRights()
  if (!transaction) {
    const { title, detail } = connectorWords(charger, connector, rights)
    return (
      <Card className="p-4">
        <p className="text-base font-semibold">{title}</p>
        <p className="text-muted-foreground">{detail}</p>
      </Card>
    )
  }
  return (
    <Card className="p-4">
      <div className="flex items-start justify-between gap-3">
        <Power watts={charger.online ? connector.power_w : null} className="text-3xl" />
        <div className="min-w-0 text-right">
          <p className="text-base font-semibold tabular-nums">
            <SessionSoFar connector={connector} />
          </p>
          <p className="truncate text-xs text-muted-foreground">
            {[
              started_at && t('since {time}', { time: formatTime(started_at) }),
              id_tag && t('tag {tag}', { tag: id_tag }),
            ]
              .filter(Boolean)
              .join(', ')}
          </p>
        </div>
      </div>
      <dl className="mt-3 grid grid-cols-3 gap-2">
        <Readings connector={connector} online={charger.online} />
      </dl>
      <BatteryBar connector={connector} />
    </Card>
  )
}

/** The newest command in one line; the rest is a tab away. */
export function PhoneLastCommand({ charger }: { charger: Charger }) {
  const now = useNow()
  const command = useCommands(charger.id, 5).data?.items[0]
  if (!command) return null
  const last = commandLife(command, now).steps.at(-1)
  return (
    <Link
      href={`/chargers/${charger.id}/commands`}
      className="flex min-h-11 items-center gap-2.5 text-muted-foreground"
    >
      <StatusIcon status={last?.status ?? 'unknown'} />
      <span className="min-w-0 flex-1 truncate">
        {commandTitle(command)}: {last?.text}
      </span>
      <ChevronRightIcon aria-hidden="true" className="size-4" />
    </Link>
  )
}

interface PhoneActionBarProps {
  charger: Charger
  selected: Connector | undefined
}

const MOST = 2

/** 52 px above the tab bar: what can be done now, each button naming its connector. */
export function PhoneActionBar({ charger, selected }: PhoneActionBarProps) {
  const rights = useRights()
  const all = charger.connectors.length <= MOST ? charger.connectors : selected ? [selected] : []
  const shown = all.filter((connector) =>
    ['start', 'stop'].includes(connectorAction(charger, connector, rights)),
  )
  if (shown.length === 0) return null
  return (
    <>
      {/* As much room below the page as the bar covers. */}
      <div aria-hidden="true" className="h-18" />
      <div className="fixed inset-x-0 bottom-[calc(4rem+env(safe-area-inset-bottom))] z-30 flex gap-2.5 border-t bg-card px-4 py-2.5">
        {shown.map((connector) => (
          <BarAction key={connector.connector_id} connector={connector} />
        ))}
      </div>
    </>
  )
}

function BarAction({ connector }: { connector: Connector }) {
  const { start, stop, busy } = useSessionActions()
  if (connector.transaction) {
    return (
      <Button
        variant="destructive-solid"
        size="xl"
        className="flex-1 px-2 font-semibold"
        disabled={busy}
        onClick={() => stop(connector)}
      >
        <CircleStopIcon className="size-5" />{' '}
        {t('Stop connector {number}', { number: connector.connector_id })}
      </Button>
    )
  }
  return (
    <Button size="xl" className="flex-1 px-2 font-semibold" disabled={busy} onClick={() => start(connector)}>
      <ZapIcon className="size-5" /> {t('Start connector {number}', { number: connector.connector_id })}
    </Button>
  )
}
