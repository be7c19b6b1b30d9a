/**
 * What the server says, in the reader's words: its sentences come as a text, which is the key of its translations,
 * and values. Strings are others' words and stay as they are.
 */
import { formatDay, formatKilowattHours, formatNumber, formatSpan, formatTime } from '@/lib/format'
import { t } from '@/lib/i18n'
import type { AttentionItem, Job, MessageViolation, Sentence } from '@/lib/types'

type Value = Sentence['values'][string]

export function saidWords(said: Sentence | string): string {
  if (typeof said === 'string') return said
  const values = Object.entries(said.values).map(([name, value]) => [name, valueWords(value)] as const)
  return t(said.text, Object.fromEntries(values))
}

function valueWords(value: Value): string | number {
  if (typeof value !== 'object') return value
  if ('text' in value) return saidWords(value)
  if ('moment' in value) return formatTime(value.moment)
  if ('day' in value) return formatDay(value.day)
  if ('seconds' in value) return formatSpan(value.seconds * 1000)
  if ('wh' in value) return formatKilowattHours(value.wh, value.digits)
  return formatNumber(value.number, value.digits)
}

/** What is stored as `detail`: a sentence of the server's own, or words of a charger. */
export const detailWords = ({ said, detail }: Pick<Job, 'said' | 'detail'>): string | null =>
  said ? saidWords(said) : detail

/** What is stored as `error`: the same. */
export const errorWords = ({ said, error }: { said: Sentence | null; error: string | null }): string | null =>
  detailWords({ said, detail: error })

/** How a message breaks a rule of OCPP. */
export const breachWords = ({ said, message }: Pick<MessageViolation, 'said' | 'message'>): string =>
  said ? saidWords(said) : message

export const matterTitle = ({ said }: AttentionItem): string => saidWords(said.title)

export const matterDetail = ({ said }: AttentionItem): string =>
  said.detail.map((sentence) => `${saidWords(sentence).replace(/\.+$/, '')}.`).join(' ')
