'use client'

import type { ReactNode } from 'react'

import { connectorAction, connectorWords } from '@/components/chargers/detail/connector-state'
import { SessionSoFar } from '@/components/chargers/detail/connector-card'
import { useSessionActions } from '@/components/commands/session-actions'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { formatNumber, formatPower } from '@/lib/format'
import { rich, t } from '@/lib/i18n'
import { useRights } from '@/lib/rights'
import { connectorStatus, connectorStatusTitle } from '@/lib/status'
import type { Charger, Connector } from '@/lib/types'

/** Three or more connectors: one row each. */
export function ConnectorRows({ charger }: { charger: Charger }) {
  return (
    <Card className="overflow-hidden">
      <Table aria-label={t('Connectors')}>
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            <TableHead>{t('Connector')}</TableHead>
            <TableHead>{t('Status')}</TableHead>
            <TableHead>{t('Session')}</TableHead>
            <TableHead className="text-right">{t('Power')}</TableHead>
            <TableHead className="text-right">{t('Current')}</TableHead>
            <TableHead className="text-right">{t('Battery')}</TableHead>
            <TableHead>
              <span className="sr-only">{t('Action')}</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {charger.connectors.map((connector) => (
            <ConnectorRow key={connector.connector_id} charger={charger} connector={connector} />
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}

const amount = (value: number | null, unit: string) =>
  value === null ? '' : `${formatNumber(value)} ${unit}`

function ConnectorRow({ charger, connector }: { charger: Charger; connector: Connector }) {
  const { connector_id, status, transaction, power_w, current_a, soc_percent, id_tag } = connector
  const words = connectorWords(charger, connector, useRights())
  return (
    <TableRow>
      <TableCell className="font-medium">{connector_id}</TableCell>
      <TableCell>
        <StatusBadge
          status={connectorStatus(status, charger.online)}
          title={connectorStatusTitle(status) ?? words.detail}
        />
      </TableCell>
      <TableCell className="max-w-64 truncate">
        {transaction ? (
          <>
            <SessionSoFar connector={connector} />
            {id_tag && <span className="ml-2 text-muted-foreground">{id_tag}</span>}
          </>
        ) : (
          <span className="text-muted-foreground">{words.title}</span>
        )}
      </TableCell>
      <TableCell className="text-right font-medium tabular-nums">
        {power_w === null ? '' : formatPower(power_w)}
      </TableCell>
      <TableCell className="text-right tabular-nums">{amount(current_a, 'A')}</TableCell>
      <TableCell className="text-right tabular-nums">{amount(soc_percent, '%')}</TableCell>
      <TableCell className="text-right">
        <RowAction charger={charger} connector={connector} />
      </TableCell>
    </TableRow>
  )
}

function RowAction({ charger, connector }: { charger: Charger; connector: Connector }) {
  const { start, stop, busy } = useSessionActions()
  const action = connectorAction(charger, connector, useRights())
  const name = {
    number: connector.connector_id,
    hidden: (text: ReactNode) => <span className="sr-only">{text}</span>,
  }
  if (action === 'stop') {
    return (
      <Button variant="destructive" size="xs" disabled={busy} onClick={() => stop(connector)}>
        {rich('Stop <hidden>connector {number}</hidden>', name)}
      </Button>
    )
  }
  if (action !== 'start') return null
  return (
    <Button variant="outline" size="xs" disabled={busy} onClick={() => start(connector)}>
      {rich('Start <hidden>connector {number}</hidden>', name)}
    </Button>
  )
}
