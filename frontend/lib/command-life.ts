import type { Status } from '@/components/status-badge'
import { commandOutcome } from '@/lib/command-outcome'
import { refusalAdvice } from '@/lib/command-words'
import { formatClockSeconds, formatNumber, formatStep } from '@/lib/format'
import { msg, t } from '@/lib/i18n'
import { answerContent } from '@/lib/ocpp/answer-words'
import { listOf, textOf } from '@/lib/ocpp/values'
import type { Command } from '@/lib/types'

/** OCPP_CALL_TIMEOUT of a server that was not told otherwise. */
export const CALL_TIMEOUT_S = 30

/** So long a charger gets to do what it has accepted; ConnectionTimeOut of most is one to two minutes. */
const OUTCOME_MS = 3 * 60_000

/** A change of availability may follow when a session ends. */
const AVAILABILITY_MS = 24 * 60 * 60_000

export interface LifeStep {
  status: Status
  text: string
  detail: string | null
  /** Absolute for the first, then "+0.4 s". */
  time: string | null
  /** Our id of the transaction that it is about. */
  transaction: string | null
}

/** How a command is doing as a whole, for its badge. */
export interface CommandLife {
  status: Status
  running: boolean
  steps: LifeStep[]
}

export const step = (status: Status, text: string, extra: Partial<LifeStep> = {}): LifeStep => ({
  status,
  text,
  detail: null,
  time: null,
  transaction: null,
  ...extra,
})

const EXPECTED: Record<string, { waiting: string; missing: string; detail: string }> = msg({
  RemoteStartTransaction: {
    waiting: 'Waiting for the transaction',
    missing: 'No transaction came',
    detail: 'The driver may not have plugged in in time.',
  },
  RemoteStopTransaction: {
    waiting: 'Waiting for the end of the transaction',
    missing: 'The transaction did not end',
    detail: 'The charger may be offline. Its stop arrives when it is back.',
  },
  Reset: {
    waiting: 'Waiting for the restart',
    missing: 'No restart was seen',
    detail: 'It may follow when the running session ends.',
  },
  ChangeAvailability: {
    waiting: 'Waiting for the change',
    missing: 'No change was seen',
    detail: 'What the connectors say of themselves does not fit.',
  },
})

const OUTCOMES: Record<string, (command: Command) => string> = {
  transaction_started: ({ transaction_id }) =>
    transaction_id === null
      ? t('Transaction started')
      : t('Transaction {number} started', { number: transaction_id }),
  transaction_stopped: ({ transaction_id }) =>
    transaction_id === null
      ? t('Transaction ended')
      : t('Transaction {number} ended', { number: transaction_id }),
  availability_changed: ({ request }) =>
    request['type'] === 'Inoperative' ? t('It is out of service') : t('It is in service'),
  booted: () => t('The charger has restarted'),
}

/** Ends of a command that waited for its charger and was not sent. */
const NOT_SENT: Record<string, () => LifeStep> = {
  expired: () =>
    step('timeout', t('Its time was over'), { detail: t('The charger did not come back in time.') }),
  refused: () =>
    step('rejected', t('Not sent any more'), {
      detail: t('When the charger was back, it could not be done.'),
    }),
}

/** A command's life as a line of steps: sent, answered, and what then really happened. */
export function commandLife(command: Command, now: number): CommandLife {
  const steps = [sentStep(command), answerStep(command, now), outcomeStep(command, now)].flatMap(
    (found) => found ?? [],
  )
  const last = steps.at(-1)?.status ?? 'unknown'
  return { status: last, running: last === 'in_progress', steps }
}

/** "+0.4 s"; what took less than a tenth in ms. */
function since({ sent_at }: Command, at: string | null): string | null {
  if (!at || !sent_at) return null
  const ms = Math.max(0, Date.parse(at) - Date.parse(sent_at))
  return ms < 100 ? `+${formatNumber(ms)} ms` : formatStep(ms)
}

function sentStep({ state, sent_at, expires_at }: Command): LifeStep | null {
  if (sent_at) return step('done', t('Sent'), { time: formatClockSeconds(sent_at) })
  if (state !== 'pending') return null
  if (!expires_at) return step('in_progress', t('Not sent yet'))
  return step('in_progress', t('Waits for the charger'), {
    detail: t('Until {time}', { time: formatClockSeconds(expires_at) }),
  })
}

function answerStep(command: Command, now: number): LifeStep | null {
  const { state, action, finished_at, sent_at } = command
  const time = since(command, finished_at)
  switch (state) {
    case 'pending':
      return null
    case 'sent':
      return step('in_progress', t('Waiting for the charger'), {
        detail: t('Gives up after {seconds} s', { seconds: CALL_TIMEOUT_S }),
        time: sent_at && now > 0 ? elapsed(now - Date.parse(sent_at)) : null,
      })
    case 'answered':
      return answeredStep(command, time)
    case 'offline':
      return step('offline', t('The charger was offline'), { detail: t('Nothing was sent.') })
    case 'timeout':
      return step('timeout', t('The charger did not answer'), { time, detail: t('It may still happen.') })
    case 'unknown':
      return step('timeout', t('The connection was lost'), {
        time,
        detail: t('The answer was still open. It may have happened.'),
      })
    case 'error':
      return step('failed', commandOutcome(command).text, {
        time,
        detail:
          textOf(command.error?.['code']) === 'NotImplemented'
            ? t('It does not have {action}.', { action })
            : null,
      })
  }
}

const elapsed = (ms: number) => `${formatNumber(Math.max(0, ms) / 1000, 1)} s`

function answeredStep(command: Command, time: string | null): LifeStep {
  const status = textOf(command.response?.['status'])
  if (command.action === 'GetConfiguration') return keysStep(command, time)
  const { ok, text } = commandOutcome(command)
  if (ok) return step('done', text, { time, detail: answerContent(command.action, command.response ?? {}) })
  const rejected = status === 'Rejected' || status === 'UnlockFailed'
  return step('rejected', status === 'Rejected' ? t('Rejected by the charger') : text, {
    time,
    detail: rejected ? refusalAdvice(command.action) : null,
  })
}

function keysStep({ response }: Command, time: string | null): LifeStep {
  const known = listOf(response?.['configurationKey']).length
  const unknown = listOf(response?.['unknownKey']).flatMap((key) => textOf(key) ?? [])
  return step('done', t('{count, plural, one {# key} other {# keys}} read', { count: known }), {
    time,
    detail: unknown.length > 0 ? t('Not known to it: {keys}', { keys: unknown.join(', ') }) : null,
  })
}

const PROMISES = new Set(['Accepted', 'Scheduled'])

/** What an acceptance promised: it counts only once it has happened (OCPP 1.6, errata 3.32, 3.33). */
function outcomeStep(command: Command, now: number): LifeStep | null {
  const { outcome, outcome_at, transaction } = command
  const expected = EXPECTED[command.action]
  if (outcome === 'rejected') return null // the answer says so
  if (outcome === 'timed_out')
    return step('timeout', expected ? t(expected.missing) : t('Nothing came of it'), {
      detail: expected ? t(expected.detail) : null,
    })
  if (outcome) {
    const notSent = NOT_SENT[outcome]
    if (notSent) return notSent()
    const text = OUTCOMES[outcome]?.(command) ?? outcome
    return step('done', text, { time: since(command, outcome_at), transaction })
  }
  const promised = command.state === 'answered' && PROMISES.has(textOf(command.response?.['status']) ?? '')
  if (!expected || !promised || !command.finished_at) return null
  const patience = command.action === 'ChangeAvailability' ? AVAILABILITY_MS : OUTCOME_MS
  if (now === 0 || now - Date.parse(command.finished_at) < patience)
    return step('in_progress', t(expected.waiting))
  return step('timeout', t(expected.missing), { detail: t(expected.detail) })
}
