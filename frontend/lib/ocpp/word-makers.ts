import { formatRegister } from '@/lib/format'
import { msg, t } from '@/lib/i18n'
import { listOf, numberOf } from '@/lib/ocpp/values'

/** What a field's value means, in words. `whenSent`: how a time relates to the arrival of the frame. */
export type FieldWords = string | ((value: unknown, whenSent: (value: unknown) => string) => string)

/** A word for each value that OCPP has. */
export const words =
  (table: Record<string, string>, otherwise = msg('A value that OCPP 1.6 does not have')): FieldWords =>
  (value) =>
    t(table[String(value)] ?? otherwise)

export const meter =
  (known: string, unknown: string): FieldWords =>
  (value) => {
    const number = numberOf(value)
    return number === null ? t(unknown) : t(known, { register: formatRegister(number) })
  }

export const count =
  (text: string): FieldWords =>
  (value) =>
    t(text, { count: listOf(value).length })

/** A number with its unit: `known` takes it as {number}. */
export const measured =
  (known: string, unknown: string): FieldWords =>
  (value) => {
    const number = numberOf(value)
    return number === null ? t(unknown) : t(known, { number })
  }

export const time: FieldWords = (value, whenSent) => whenSent(value)

export const TAG_STATUS = words(
  msg({
    Accepted: 'The tag may charge',
    Blocked: 'The tag is blocked',
    Expired: 'The tag has expired',
    Invalid: 'The tag is not known',
    ConcurrentTx: 'The tag charges elsewhere already',
  }),
)
