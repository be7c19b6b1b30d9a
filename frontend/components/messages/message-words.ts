import { formatNumber } from '@/lib/format'
import { msg, t } from '@/lib/i18n'
import { actionWords } from '@/lib/ocpp/action-words'
import type { Exchange } from '@/lib/ocpp/exchanges'
import { summarize } from '@/lib/ocpp/summary'
import { textOf } from '@/lib/ocpp/values'

/** "1 ms", "212 ms", "1.8 s". */
export function formatElapsedMs(ms: number): string {
  if (ms >= 1000) return `${formatNumber(ms / 1000, 1)} s`
  return `${ms < 0.5 ? '< 1' : formatNumber(ms)} ms`
}

/** The row's line. */
export function summaryOf({ message, answer, previousStatus }: Exchange): string {
  if (message.type === 'INVALID')
    return t('Not a message of OCPP: {text}', { text: message.raw.slice(0, 80) })
  if (message.type !== 'CALL')
    return t(message.type === 'CALLERROR' ? 'Refusal to an earlier request' : 'Answer to an earlier request')
  return summarize({
    action: message.action,
    request: message.payload,
    response: answer?.type === 'CALLRESULT' ? answer.payload : null,
    errorCode: answer?.type === 'CALLERROR' ? (textOf(answer.payload?.['code']) ?? t('an error')) : null,
    previousStatus,
  })
}

const DISPOSITIONS: Record<string, string> = msg({
  applied: 'It is part of the record.',
  duplicate: 'It was known already and changed nothing.',
  quarantined: 'It fits no known transaction and is kept aside.',
})

/** What an open row is about: the message's purpose, and what became of it in the record. */
export function purposeOf({ message }: Exchange): string {
  const purpose = message.type === 'CALL' ? actionWords(message.action) : null
  const disposition = DISPOSITIONS[message.disposition ?? '']
  return [purpose ?? t('Kept as it came.'), disposition && t(disposition)].filter(Boolean).join(' ')
}
