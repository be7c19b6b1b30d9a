import { t } from '@/lib/i18n'
import { isGroup, type GroupField, type RequestField, type SimpleField } from '@/lib/ocpp/request-fields'
import { isObject, listOf } from '@/lib/ocpp/values'

/** What a form holds of a request: texts, and below the names of objects and lists the same again. */
export interface Draft {
  [name: string]: string | Draft | Draft[] | null
}

/** The choice that is safe to begin with, where there is one. */
const FIRST_CHOICE: Record<string, string> = {
  'Reset type': 'Soft',
  'ChangeAvailability type': 'Inoperative',
}

/** An empty form. `only`: the charger's connector, where it has one. */
export function emptyDraft(action: string, fields: RequestField[], only: string): Draft {
  return Object.fromEntries(fields.map((field) => [field.name, emptyValue(action, field, only)]))
}

function emptyValue(action: string, field: RequestField, only: string): Draft[string] {
  if (isGroup(field)) return emptyGroup(action, field, only)
  if (field.kind === 'connector') return field.required ? only : ''
  return FIRST_CHOICE[`${action} ${field.path}`] ?? ''
}

function emptyGroup(action: string, { kind, fields, required }: GroupField, only: string): Draft[string] {
  if (kind === 'object') return required ? emptyDraft(action, fields, only) : null
  return required ? [emptyDraft(action, fields, only)] : []
}

/** Form texts -> the OCPP request. What is empty and optional is left out. */
export function toRequest(fields: RequestField[], values: unknown): Record<string, unknown> {
  const draft = isObject(values) ? values : {}
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = toValue(field, draft[field.name])
      return value === undefined ? [] : [[field.name, value]]
    }),
  )
}

function toValue(field: RequestField, value: unknown): unknown {
  if (isGroup(field)) return toGroup(field, value)
  const text = textIn(field, value)
  return text === '' && !field.required ? undefined : toSimple(field, text)
}

function toGroup({ kind, fields, required }: GroupField, value: unknown): unknown {
  if (kind === 'object') return isObject(value) ? toRequest(fields, value) : undefined
  const items = listOf(value).map((item) => toRequest(fields, item))
  return items.length > 0 || required ? items : undefined
}

/** What the vendor or the setting defines goes as it was typed; elsewhere spaces around it are a slip. */
const VERBATIM = new Set(['value', 'data'])

function textIn({ name }: SimpleField, value: unknown): string {
  const text = typeof value === 'string' ? value : ''
  return VERBATIM.has(name) ? text : text.trim()
}

function toSimple({ kind }: SimpleField, text: string): unknown {
  switch (kind) {
    case 'connector':
    case 'transaction':
    case 'whole':
      return Number(text)
    case 'decimal':
      return Number(text.replace(',', '.'))
    case 'moment':
      return new Date(text).toISOString()
    case 'names':
      return keyList(text)
    default:
      return text
  }
}

export const keyList = (text: string): string[] => text.split(/[,\s]+/).filter(Boolean)

export interface Complaint {
  /** As the form names it: "localAuthorizationList.0.idTag". */
  at: string
  message: string
}

/** What is missing or cannot be sent, in the order of the form. */
export function complaintsAbout(fields: RequestField[], values: unknown, above = ''): Complaint[] {
  const draft = isObject(values) ? values : {}
  return fields.flatMap((field) => {
    const at = above + field.name
    return isGroup(field)
      ? groupComplaints(field, draft[field.name], at)
      : simpleComplaints(field, draft[field.name], at)
  })
}

function groupComplaints({ kind, fields, required }: GroupField, value: unknown, at: string): Complaint[] {
  if (kind === 'object') return isObject(value) ? complaintsAbout(fields, value, `${at}.`) : []
  const items = listOf(value)
  if (required && items.length === 0) return [{ at, message: t('At least one is needed.') }]
  return items.flatMap((item, index) => complaintsAbout(fields, item, `${at}.${index}.`))
}

function simpleComplaints(field: SimpleField, value: unknown, at: string): Complaint[] {
  const text = textIn(field, value)
  const message = text === '' ? missing(field) : wrong(field, text)
  return message ? [{ at, message }] : []
}

/** A setting may be cleared: its value is needed, and may be empty. */
const missing = ({ name, required }: SimpleField): string | null =>
  required && !VERBATIM.has(name) ? t('Needed.') : null

function wrong({ kind, maxLength }: SimpleField, text: string): string | null {
  switch (kind) {
    case 'connector':
    case 'transaction':
    case 'whole':
      return isWhole(text) ? null : t('Not a whole number.')
    case 'decimal':
      return /^-?\d+([.,]\d)?$/.test(text) ? null : t('Not a number with one decimal at most.')
    case 'moment':
      return Number.isNaN(Date.parse(text)) ? t('Not a date.') : null
    case 'names':
      return tooLong(Math.max(...keyList(text).map(length)), maxLength)
    default:
      return tooLong(length(text), maxLength)
  }
}

const isWhole = (text: string): boolean => /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text))

/** As OCPP counts: characters, not the units of JavaScript. */
const length = (text: string): number => Array.from(text).length

const tooLong = (count: number, allowed: number | null): string | null =>
  allowed !== null && count > allowed
    ? t('{count} characters where {allowed} are allowed.', { count, allowed })
    : null
