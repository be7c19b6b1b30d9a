import { StatusIcon } from '@/components/status-badge'
import { t } from '@/lib/i18n'
import { connectorStatus, connectorStatusWords } from '@/lib/status'
import type { Charger } from '@/lib/types'

const SHOWN = 4

/** Each connector's number and status, small enough for a table row. Connector 0 is the charger itself. */
export function ConnectorDots({ charger }: { charger: Charger }) {
  const outlets = charger.connectors.filter(({ connector_id }) => connector_id > 0)
  const more = outlets.length - SHOWN
  return (
    <span className="flex items-center gap-3">
      {outlets.slice(0, SHOWN).map(({ connector_id, status }) => {
        const shown = connectorStatus(status, charger.online)
        const word = connectorStatusWords(status, charger.online)
        return (
          <span
            key={connector_id}
            title={t('Connector {number}: {status}', { number: connector_id, status: word })}
            className="flex items-center gap-1"
          >
            <span className="text-muted-foreground tabular-nums">{connector_id}</span>
            <StatusIcon status={shown} />
            <span className="sr-only">{word}</span>
          </span>
        )
      })}
      {more > 0 && <span className="text-muted-foreground">+{more}</span>}
    </span>
  )
}
