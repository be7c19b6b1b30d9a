import { objectOf, textOf } from '@/lib/ocpp/values'
import type { Message } from '@/lib/types'

/** A request with its answer, or a frame that stands alone (no OCPP, or an answer without its request). */
export interface Exchange {
  id: string
  message: Message
  answer: Message | null
  /** From the request to its answer in ms; null while there is none. */
  elapsedMs: number | null
  previousStatus: string | null
}

const isAnswer = ({ type }: Message) => type === 'CALLRESULT' || type === 'CALLERROR'

/** Answers go the other way with the same message id (OCPP-J 4.2); a charger may use an id again later. */
const keyOf = ({ direction, message_id }: Message, ofRequest: boolean) =>
  `${ofRequest === (direction === 'in') ? 'in' : 'out'} ${message_id ?? ''}`

/**
 * Folds each answer into its request. Newest first, as the log gives them. An answer whose request is not
 * among the messages stands alone, unless `partial`: then its request is on an older page, and it is shown there.
 */
export function toExchanges(messages: Message[], partial: boolean): Exchange[] {
  const waiting = new Map<string, Message>()
  const taken = new Set<string>()
  const pairs = messages.map((message) => {
    if (isAnswer(message)) {
      waiting.set(keyOf(message, false), message)
      return null
    }
    const key = keyOf(message, true)
    const answer = message.type === 'CALL' ? (waiting.get(key) ?? null) : null
    if (answer) {
      waiting.delete(key)
      taken.add(answer.id)
    }
    return { message, answer }
  })
  const exchanges = messages.flatMap((message, index) => {
    const pair = pairs[index] ?? (partial || taken.has(message.id) ? null : { message, answer: null })
    if (!pair) return []
    return [{ id: message.id, ...pair, elapsedMs: elapsed(pair.message, pair.answer), previousStatus: null }]
  })
  return withPreviousStatus(exchanges)
}

export function elapsed(request: Message, answer: Message | null): number | null {
  if (!answer) return null
  return answer.elapsed_ms ?? Math.max(0, Date.parse(answer.at) - Date.parse(request.at))
}

/** What a connector said before, as far as the page reaches back. */
function withPreviousStatus(exchanges: Exchange[]): Exchange[] {
  const last = new Map<string, string>()
  return exchanges
    .toReversed()
    .map((exchange) => {
      const { action, type, payload } = exchange.message
      if (action !== 'StatusNotification' || type !== 'CALL') return exchange
      const connector = textOf(objectOf(payload)['connectorId']) ?? ''
      const previousStatus = last.get(connector) ?? null
      const status = textOf(objectOf(payload)['status'])
      if (status) last.set(connector, status)
      return { ...exchange, previousStatus }
    })
    .reverse()
}
