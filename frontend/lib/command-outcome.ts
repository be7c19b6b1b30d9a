import { msg, t } from '@/lib/i18n'
import { COMMAND_STATUS } from '@/lib/ocpp/answer-words'
import type { Command } from '@/lib/types'

export interface Outcome {
  /** True only when the charger answered and accepted. */
  ok: boolean
  text: string
}

const ACCEPTING = new Set(['Accepted', 'AcceptedCanceled', 'Unlocked', 'Scheduled', 'RebootRequired'])

const ANSWERS: Record<string, string> = msg({
  Accepted: 'Accepted by the charger',
  Scheduled: 'Scheduled by the charger, it follows when the running session ends',
  Unlocked: 'The connector is unlocked',
  RebootRequired: 'Accepted, takes effect after a restart',
  Rejected: 'The charger rejected it',
  UnlockFailed: 'The charger could not unlock the connector',
  NotSupported: 'The charger does not support it',
  UnknownMessageId: 'The charger does not know this message',
  UnknownVendorId: 'The charger does not know this vendor',
})

const STATES: Partial<Record<Command['state'], string>> = msg({
  pending: 'Not sent yet',
  sent: 'Waiting for the charger',
  timeout: 'The charger did not answer in time',
  offline: 'The charger is offline, nothing was sent',
  unknown: 'The connection was lost while the answer was open. It may have happened.',
})

/** What a command came to, in words. An answer is a success only when its status says so. */
export function commandOutcome({
  state,
  response,
  error,
  expires_at,
}: Pick<Command, 'state' | 'response' | 'error'> & Partial<Pick<Command, 'expires_at'>>): Outcome {
  if (state === 'pending' && expires_at) return { ok: true, text: t('It is sent when the charger is back') }
  if (state === 'answered') {
    const status = response?.['status']
    // GetConfiguration and GetDiagnostics answer without a status: an answer is all they have.
    if (typeof status !== 'string') return { ok: true, text: t('Answered by the charger') }
    const known = ANSWERS[status] ?? COMMAND_STATUS[status]
    const text = known ? t(known) : t('The charger answered {status}', { status })
    return { ok: ACCEPTING.has(status), text }
  }
  if (state === 'error') return { ok: false, text: describeCallError(error) }
  return { ok: false, text: t(STATES[state] ?? state) }
}

function describeCallError(error: Command['error']): string {
  const description = error?.['description']
  if (typeof description === 'string' && description)
    return t('The charger refused it: {description}', { description })
  const code = error?.['code']
  return typeof code === 'string'
    ? t('The charger refused it ({code})', { code })
    : t('The charger refused it')
}
