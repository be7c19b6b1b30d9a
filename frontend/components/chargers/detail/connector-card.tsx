'use client'

import Link from 'next/link'
import { useState, type ReactNode } from 'react'

import { BatteryBar } from '@/components/chargers/detail/battery-bar'
import { connectorAction, connectorWords } from '@/components/chargers/detail/connector-state'
import { Figure, Power, Readings } from '@/components/chargers/detail/figures'
import { StartButton, StopButton } from '@/components/commands/session-actions'
import { TagPicker } from '@/components/commands/tag-picker'
import { useSend } from '@/components/commands/use-send'
import { StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { Button } from '@/components/ui/button'
import { Card, CardFooter, CardHeader, CardTitle } from '@/components/ui/card'
import { formatClock, formatDuration, formatElapsed, formatEnergy, formatTime } from '@/lib/format'
import { rich, t } from '@/lib/i18n'
import { useRights } from '@/lib/rights'
import { connectorStatus, connectorStatusTitle } from '@/lib/status'
import { transactionTitle } from '@/lib/transaction-words'
import type { Charger, Connector } from '@/lib/types'
import { useNow } from '@/lib/use-now'

interface ConnectorProps {
  charger: Charger
  connector: Connector
}

/** One connector: what happens there, and the one thing to do about it. */
export function ConnectorCard({ charger, connector }: ConnectorProps) {
  const { connector_id, status } = connector
  return (
    <Card className="min-w-0" role="group" aria-label={t('Connector {number}', { number: connector_id })}>
      <CardHeader className="border-b">
        <CardTitle>{t('Connector {number}', { number: connector_id })}</CardTitle>
        <StatusBadge status={connectorStatus(status, charger.online)} {...titleOf(charger, connector)} />
      </CardHeader>
      {connector.transaction ? (
        <Session charger={charger} connector={connector} />
      ) : (
        <Idle charger={charger} connector={connector} />
      )}
    </Card>
  )
}

function titleOf({ online }: Charger, { status }: Connector): { title?: string } {
  if (!online) return status ? { title: t('Last known: {status}', { status }) } : {}
  const title = connectorStatusTitle(status)
  return title ? { title } : {}
}

function Session({ charger, connector }: ConnectorProps) {
  return (
    <>
      <div className="flex-1 px-4 pt-4 pb-3.5">
        <dl className="grid grid-cols-[1.4fr_1fr_1fr_1fr] gap-x-3">
          <Figure label={t('Power')}>
            <Power watts={charger.online ? connector.power_w : null} />
          </Figure>
          <Readings connector={connector} online={charger.online} />
        </dl>
        <BatteryBar connector={connector} />
        <StateNote charger={charger} connector={connector} />
      </div>
      <CardFooter className="min-h-14.5">
        <div className="min-w-0">
          <p className="font-medium tabular-nums">
            <SessionSoFar connector={connector} />
          </p>
          <p className="truncate text-xs text-muted-foreground">{connector.id_tag}</p>
          <p className="truncate text-xs text-muted-foreground">
            <Link
              href={`/transactions/${connector.transaction ?? ''}`}
              className="underline-offset-4 hover:underline"
            >
              {transactionTitle(connector)}
            </Link>
          </p>
        </div>
        <StopButton connector={connector} />
      </CardFooter>
    </>
  )
}

/** "40.6 kWh in 24 min". */
export function SessionSoFar({ connector: { energy_wh, started_at } }: { connector: Connector }) {
  const now = useNow()
  const energy = energy_wh === null ? t('No energy yet') : formatEnergy(energy_wh)
  if (!started_at || now === 0) return energy
  return t('{energy} in {time}', { energy, time: formatDuration((now - Date.parse(started_at)) / 1000) })
}

/** Why nothing flows, when nothing does. */
function StateNote({ charger, connector: { status, updated_at } }: ConnectorProps) {
  const title = connectorStatusTitle(status)
  const style = 'mt-3 text-xs text-muted-foreground'
  if (!charger.online) {
    return <p className={style}>{t('The charger is offline. The session goes on without us.')}</p>
  }
  if (!title) return null
  return (
    <p className={style}>
      {updated_at ? rich('{state} since {time}', { state: title, time: <Time value={updated_at} /> }) : title}
    </p>
  )
}

function Idle({ charger, connector }: ConnectorProps) {
  const [tag, setTag] = useState('')
  const rights = useRights()
  const { title, detail } = connectorWords(charger, connector, rights)
  const waiting = charger.online && connector.status === 'Preparing'
  return (
    <>
      <div className="flex-1 px-4 pt-4 pb-3.5">
        <p className="font-medium">{title}</p>
        <p className="text-muted-foreground">
          <Since connector={connector} waiting={waiting} /> {detail}
        </p>
        {waiting && rights.has('operate') && (
          <TagPicker value={tag} onChange={setTag} className="mt-3" aria-label={t('Tag to start with')} />
        )}
      </div>
      <IdleFooter charger={charger} connector={connector} tag={tag} />
    </>
  )
}

/** "Since 12:26, for 9 s." */
function Since({ connector: { updated_at }, waiting }: { connector: Connector; waiting: boolean }) {
  const now = useNow()
  if (!updated_at || now === 0) return null
  const age = (now - Date.parse(updated_at)) / 1000
  if (waiting)
    return t('Since {time}, for {span}.', { time: formatClock(updated_at), span: formatElapsed(age) })
  return t('Since {time}.', { time: formatTime(updated_at, now) })
}

function IdleFooter({ charger, connector, tag }: ConnectorProps & { tag: string }) {
  const action = connectorAction(charger, connector, useRights())
  const note = action === 'start' ? t('No session') : ''
  const button: ReactNode =
    action === 'start' ? (
      <StartButton
        connector={connector}
        variant={connector.status === 'Preparing' ? 'default' : 'outline'}
        {...(tag && { tag })}
      />
    ) : action === 'put-into-service' ? (
      <IntoService charger={charger} connector={connector} />
    ) : null
  if (!button) return null
  return (
    <CardFooter className="min-h-14.5">
      <span className="text-muted-foreground">{note}</span>
      {button}
    </CardFooter>
  )
}

function IntoService({ charger, connector }: ConnectorProps) {
  const send = useSend(charger)
  const request = { connectorId: connector.connector_id, type: 'Operative' }
  return (
    <Button
      variant="outline"
      disabled={send.isPending}
      onClick={() => send.mutate({ action: 'ChangeAvailability', request })}
    >
      {t('Put into service')}
    </Button>
  )
}
