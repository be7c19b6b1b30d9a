/**
 * The dashboard's languages. English is the key: `t('Add station')` is written where it is shown, and a language
 * is one file, `locales/<code>.json`, from the English text to its translation. Texts are ICU messages:
 * `t('{count, plural, one {# charger} other {# chargers}}', { count })`.
 */
import { createElement, Fragment, type ReactNode } from 'react'

import { formatMessage, parseMessage, written, type Message, type Values } from '@/lib/message-format'

export const SOURCE = 'en'

/** Codes of all languages, from the names of the files in `locales/`, English first. */
export const LANGUAGES: readonly string[] = [
  SOURCE,
  ...(process.env.NEXT_PUBLIC_LANGUAGES ?? '').split(' ').filter(Boolean),
]

type Plain = string | number | bigint | boolean | null | undefined
type Catalog = Readonly<Record<string, string>>

const STORED = 'language'

let language = SOURCE
let catalog: Catalog = {}
let messages = new Map<string, Message>()
const listeners = new Set<() => void>()

function format(english: string, values: Values): ReactNode[] {
  const message = messages.get(english) ?? parseMessage(catalog[english] ?? english)
  messages.set(english, message)
  return formatMessage(message, values, language)
}

/** A text in the reader's language; what no translation has yet stays English. */
export function t(english: string, values?: Record<string, Plain>): string {
  return values ? format(english, values).map(written).join('') : (catalog[english] ?? english)
}

/** A text with elements in it: `rich('Read the <link>guide</link>', { link: (text) => <a href="…">{text}</a> })`. */
export function rich(english: string, values: Values): ReactNode {
  // As children, which need no keys: their number and order are the text's.
  return createElement(Fragment, null, ...format(english, values))
}

/** Marks texts that are kept in a table and shown later with `t()`; changes nothing. */
export const msg = <Texts>(texts: Texts): Texts => texts

/** Choices out of a table whose texts are kept with `msg()`. */
export const translated = <Choice extends { label: string; detail?: string }>(choices: readonly Choice[]) =>
  choices.map(({ label, detail, ...choice }) => ({
    ...choice,
    label: t(label),
    ...(detail !== undefined && { detail: t(detail) }),
  }))

export const currentLanguage = (): string => language

export function onLanguage(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The reader's own choice, or the first of the browser's languages that we have, or English. */
export function preferredLanguage(): string {
  const spoken = navigator.languages.map((tag) => tag.split('-')[0] ?? tag)
  const wished = [localStorage.getItem(STORED) ?? '', ...spoken]
  return wished.find((code) => LANGUAGES.includes(code)) ?? SOURCE
}

/** Shows everything in `code` from now on. */
export async function speak(code: string): Promise<void> {
  const loaded =
    code === SOURCE ? {} : ((await import(`../locales/${code}.json`)) as { default: Catalog }).default
  language = code
  catalog = loaded
  messages = new Map()
  document.documentElement.lang = code
  for (const listener of listeners) listener()
}

export async function chooseLanguage(code: string): Promise<void> {
  localStorage.setItem(STORED, code)
  await speak(code)
}

/** How a language calls itself: "Deutsch". */
export const languageName = (code: string): string =>
  new Intl.DisplayNames(code, { type: 'language' }).of(code) ?? code

/** For dates: day first and a 24 h clock in English too. */
export const dateLocale = (): string => (language === SOURCE ? 'en-GB' : regional(language))

/** For numbers: the reader's own region, where its language is shown. */
export const numberLocale = (): string | undefined => (language === SOURCE ? undefined : regional(language))

const regional = (code: string): string =>
  navigator.languages.find((tag) => tag.split('-')[0] === code) ?? code
