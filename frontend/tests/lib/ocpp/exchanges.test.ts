import { describe, expect, it } from 'vitest'

import { toExchanges } from '@/lib/ocpp/exchanges'
import type { Message } from '@/lib/types'

let next = 0
function message(
  direction: 'in' | 'out',
  type: Message['type'],
  id: string,
  rest: Partial<Message> = {},
): Message {
  next += 1
  return {
    id: String(next),
    at: new Date(Date.UTC(2026, 10, 19, 11, 0, next)).toISOString(),
    direction,
    type,
    message_id: id,
    action: 'Heartbeat',
    payload: {},
    raw: '',
    violations: [],
    disposition: null,
    elapsed_ms: null,
    ...rest,
  }
}

describe('toExchanges', () => {
  it('folds each answer into its request, in both directions at once', () => {
    const theirs = message('in', 'CALL', 'a')
    const ours = message('out', 'CALL', 'a')
    const toTheirs = message('out', 'CALLRESULT', 'a', { elapsed_ms: 2 })
    const toOurs = message('in', 'CALLERROR', 'a')
    const exchanges = toExchanges([toOurs, toTheirs, ours, theirs], true)
    expect(exchanges.map(({ message, answer }) => [message.id, answer?.id])).toEqual([
      [ours.id, toOurs.id],
      [theirs.id, toTheirs.id],
    ])
    expect(exchanges.map(({ elapsedMs }) => elapsedMs)).toEqual([2000, 2])
  })

  it('does not give the answer of a used id to an earlier request with the same id', () => {
    const first = message('in', 'CALL', 'a')
    const second = message('in', 'CALL', 'a')
    const answer = message('out', 'CALLRESULT', 'a')
    const exchanges = toExchanges([answer, second, first], true)
    expect(exchanges.map(({ answer }) => answer?.id)).toEqual([answer.id, undefined])
  })

  it('leaves an answer to the older page where its request is, or shows it alone', () => {
    const answer = message('out', 'CALLRESULT', 'a')
    expect(toExchanges([answer], true)).toEqual([])
    expect(toExchanges([answer], false)).toHaveLength(1)
  })

  it('knows what a connector said before', () => {
    const status = (connectorId: number, word: string) =>
      message('in', 'CALL', `s${next}`, {
        action: 'StatusNotification',
        payload: { connectorId, status: word },
      })
    const rows = [status(1, 'Available'), status(2, 'Faulted'), status(1, 'Preparing')].reverse()
    expect(toExchanges(rows, true).map(({ previousStatus }) => previousStatus)).toEqual([
      'Available',
      null,
      null,
    ])
  })
})
