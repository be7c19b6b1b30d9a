/**
 * ICU messages, as much of them as the dashboard's texts need: `{value}`, `{count, number}`, plurals with `#`, choices
 * by `select`, and `<tags>`. A test holds every text against intl-messageformat, which is eight times as much script.
 */
import type { ReactNode } from 'react'

type Choice = { kind: 'plural' | 'select'; name: string; cases: Record<string, Message> }
type Piece =
  | string
  | Choice
  | { kind: 'value' | 'number'; name: string }
  | { kind: 'tag'; name: string; inside: Message }

/** A text that has been read, to be shown with values. */
export type Message = readonly Piece[]

/** What a message names: values, elements, and for a tag what makes an element of its inside. */
export type Values = Readonly<Record<string, ReactNode | ((inside: ReactNode[]) => ReactNode)>>

const LITERAL = /(?:[^{}<#]|<(?![/a-z]))+/iy
const NUMBER_SIGN = /#/y
const ARGUMENT = /\{\s*(\w+)\s*(?:,\s*(number)\s*)?\}/y
const CHOICE = /\{\s*(\w+)\s*,\s*(plural|select)\s*,/y
const CASE = /\s*(=?\w+)\s*\{/y
const CHOICE_END = /\s*\}/y
const CASE_END = /\}/y
const TAG = /<(\w+)>/y
const TAG_END = /<\/\w+>/y

export function parseMessage(text: string): Message {
  const message = new Reader(text)
  const pieces = message.pieces()
  message.expectEnd()
  return pieces
}

class Reader {
  private at = 0

  constructor(private readonly text: string) {}

  /** Up to what only the caller can read. counted: the plural's value that `#` stands for. */
  pieces(counted?: string): Message {
    const pieces: Piece[] = []
    for (let next = this.piece(counted); next !== undefined; next = this.piece(counted)) pieces.push(next)
    return pieces
  }

  expectEnd(): void {
    if (this.at < this.text.length) this.fail()
  }

  private piece(counted?: string): Piece | undefined {
    const literal = this.take(LITERAL)
    if (literal) return literal[0]
    if (this.take(NUMBER_SIGN)) return counted === undefined ? '#' : { kind: 'number', name: counted }
    const argument = this.take(ARGUMENT)
    if (argument) return { kind: argument[2] ? 'number' : 'value', name: argument[1] ?? '' }
    const choice = this.take(CHOICE)
    if (choice) return this.choice(choice[1] ?? '', choice[2] === 'plural' ? 'plural' : 'select')
    const tag = this.take(TAG)
    if (tag) return { kind: 'tag', name: tag[1] ?? '', inside: this.closed(counted, TAG_END) }
    return undefined
  }

  private choice(name: string, kind: 'plural' | 'select'): Piece {
    const cases: Record<string, Message> = {}
    for (let next = this.take(CASE); next; next = this.take(CASE))
      cases[next[1] ?? ''] = this.closed(kind === 'plural' ? name : undefined, CASE_END)
    if (!this.take(CHOICE_END) || !cases['other']) this.fail()
    return { kind, name, cases }
  }

  private closed(counted: string | undefined, end: RegExp): Message {
    const inside = this.pieces(counted)
    if (!this.take(end)) this.fail()
    return inside
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at
    const taken = pattern.exec(this.text)
    if (taken) this.at = pattern.lastIndex
    return taken
  }

  private fail(): never {
    throw new SyntaxError(`Not a message, from character ${this.at}: ${this.text}`)
  }
}

/** The message with its values, its text in one piece wherever no element is between. */
export function formatMessage(message: Message, values: Values, locale: string): ReactNode[] {
  const parts: ReactNode[] = []
  for (const part of message.flatMap((piece) => shown(piece, values, locale))) {
    const last = parts.at(-1)
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part
    else parts.push(part)
  }
  return parts
}

function shown(piece: Piece, values: Values, locale: string): ReactNode[] {
  if (typeof piece === 'string') return [piece]
  if (!(piece.name in values)) throw new Error(`A text lacks its value ${piece.name}`)
  const value = values[piece.name]
  if (piece.kind === 'tag') {
    const inside = formatMessage(piece.inside, values, locale)
    return [typeof value === 'function' ? value(inside) : value]
  }
  if (typeof value === 'function') throw new Error(`A text has no tag ${piece.name}`)
  if ('cases' in piece) return formatMessage(chosen(piece, written(value), locale), values, locale)
  if (piece.kind === 'number') return [numberFormat(locale).format(Number(value))]
  return [isElement(value) ? value : written(value)]
}

const isElement = (value: ReactNode) => typeof value === 'object' && value !== null

/** As text; elements are none. */
export const written = (value: ReactNode): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? String(value) : ''

function chosen({ kind, cases }: Choice, value: string, locale: string): Message {
  const name = kind === 'select' ? value : `=${value}`
  const rule = kind === 'select' ? 'other' : pluralRules(locale).select(Number(value))
  return cases[name] ?? cases[rule] ?? cases['other'] ?? []
}

/** Making one takes long, using it does not. */
function once<Made>(make: (locale: string) => Made): (locale: string) => Made {
  const made = new Map<string, Made>()
  return (locale) => {
    const known = made.get(locale) ?? make(locale)
    made.set(locale, known)
    return known
  }
}

const numberFormat = once((locale) => new Intl.NumberFormat(locale))
const pluralRules = once((locale) => new Intl.PluralRules(locale))
