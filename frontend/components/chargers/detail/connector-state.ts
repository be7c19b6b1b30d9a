import { msg, t } from '@/lib/i18n'
import { CONNECTOR_STATUS, ERROR_CODES } from '@/lib/ocpp/field-words'
import type { Right } from '@/lib/rights'
import type { Charger, Connector } from '@/lib/types'

/** What can be done with a connector now. */
export type ConnectorAction = 'start' | 'stop' | 'put-into-service' | 'none'

const STARTABLE = new Set(['Available', 'Preparing', 'Reserved', 'Finishing'])

export function connectorAction(
  { online }: Pick<Charger, 'online'>,
  connector: Connector,
  rights: ReadonlySet<Right>,
): ConnectorAction {
  if (!rights.has('operate')) return 'none'
  if (connector.transaction) return 'stop'
  if (!online) return 'none'
  if (connector.status === 'Unavailable') return 'put-into-service'
  return STARTABLE.has(connector.status ?? '') ? 'start' : 'none'
}

interface ConnectorWords {
  title: string
  detail: string
}

/** `operator`: the detail for whom it can be started from here. */
type StatusWords = ConnectorWords & { operator?: string }

const WORDS: Record<string, StatusWords> = msg({
  Available: {
    title: 'Free',
    detail: 'A driver plugs in and presents a card.',
    operator: 'A driver plugs in and presents a card, or you start it from here.',
  },
  Preparing: {
    title: 'A car is plugged in and waits for a tag',
    detail: 'The driver presents a card at the charger.',
    operator: 'Start it from here with one of your tags, or the driver presents a card at the charger.',
  },
  Finishing: {
    title: 'The session has ended, the cable is still in',
    detail: 'It is free as soon as the driver unplugs.',
  },
  Reserved: { title: 'Reserved', detail: 'Only the tag that it is kept for can start.' },
  Unavailable: { title: 'Out of service', detail: 'No session can start here.' },
})

/** A connector without a session, in words: what it is, and what to do. */
export function connectorWords(
  charger: Pick<Charger, 'online'>,
  connector: Connector,
  rights: ReadonlySet<Right>,
): ConnectorWords {
  const { status, error_code, info } = connector
  if (!charger.online) {
    const known = status
      ? t('When it was last here: {status}.', { status })
      : t('It has not said anything yet.')
    return { title: t('The charger is offline'), detail: known }
  }
  if (status === 'Faulted') {
    const cause = ERROR_CODES[error_code ?? ''] ?? CONNECTOR_STATUS['Faulted'] ?? ''
    return { title: error_code ?? t('Faulted'), detail: [t(cause), info].filter(Boolean).join('. ') }
  }
  const words = WORDS[status ?? '']
  if (!words) {
    const known = CONNECTOR_STATUS[status ?? '']
    return {
      title: status ?? t('Nothing known yet'),
      detail: known ? t(known) : t('It has not reported its status.'),
    }
  }
  const detail = (rights.has('operate') && words.operator) || words.detail
  return { title: t(words.title), detail: t(detail) }
}
