import { isObject, type Payload } from '@/lib/ocpp/values'

export type TokenKind = 'key' | 'string' | 'number' | 'word' | 'mark'

export interface Token {
  kind: TokenKind
  text: string
}

export interface JsonLine {
  indent: number
  tokens: Token[]
  /** Where its value stands in the payload: "meterValue[0].timestamp"; null for a line without a value. */
  path: string | null
  value: unknown
}

const mark = (text: string): Token => ({ kind: 'mark', text })

function scalar(value: unknown): Token {
  const text = JSON.stringify(value)
  if (typeof value === 'string') return { kind: 'string', text }
  return { kind: typeof value === 'number' ? 'number' : 'word', text }
}

const isScalar = (value: unknown) => typeof value !== 'object' || value === null

export const memberPath = (path: string, name: string): string => (path ? `${path}.${name}` : name)

/** Objects of scalars within an array stay on one line: a sample is read as one thing. */
function isOneLine(value: unknown): boolean {
  if (isScalar(value)) return true
  const members = Object.values(value as object)
  return members.length === 0 || (isObject(value) && members.every(isScalar))
}

function inline(value: unknown): Token[] {
  if (isScalar(value)) return [scalar(value)]
  if (Array.isArray(value)) return [mark('[]')]
  const members = Object.entries(value as Payload).flatMap(([name, member], index) => [
    ...(index > 0 ? [mark(', ')] : []),
    { kind: 'key' as const, text: JSON.stringify(name) },
    mark(': '),
    scalar(member),
  ])
  return [mark('{'), ...members, mark('}')]
}

interface Position {
  path: string
  indent: number
  /** What stands before the value (its name) and after it (the comma). */
  before: Token[]
  after: Token[]
  inArray: boolean
}

function valueLines(value: unknown, at: Position): JsonLine[] {
  const { path, indent, before, after, inArray } = at
  const empty = !isScalar(value) && Object.keys(value as object).length === 0
  if (isScalar(value) || empty || (inArray && isOneLine(value))) {
    return [{ indent, path, value, tokens: [...before, ...inline(value), ...after] }]
  }
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  return [
    { indent, path, value, tokens: [...before, mark(open)] },
    ...members(value, path, indent + 1),
    { indent, path: null, value: undefined, tokens: [mark(close), ...after] },
  ]
}

function members(value: unknown, path: string, indent: number): JsonLine[] {
  const inArray = Array.isArray(value)
  const entries = Object.entries(value as object) as [string, unknown][]
  return entries.flatMap(([name, member], index) =>
    valueLines(member, {
      path: inArray ? `${path}[${name}]` : memberPath(path, name),
      indent,
      before: inArray ? [] : [{ kind: 'key', text: JSON.stringify(name) }, mark(': ')],
      after: index < entries.length - 1 ? [mark(',')] : [],
      inArray,
    }),
  )
}

/** A frame as lines: its head on the first, one line per member of the payload, its end on the last. */
export function frameLines(head: unknown[], payload: unknown): JsonLine[] {
  const tokens = [mark('['), ...head.flatMap((part) => [scalar(part), mark(', ')])]
  if (isScalar(payload) || Object.keys(payload as object).length === 0) {
    const end = isScalar(payload) ? scalar(payload) : mark(Array.isArray(payload) ? '[]' : '{}')
    return [{ indent: 0, path: '', value: payload, tokens: [...tokens, end, mark(']')] }]
  }
  const [open, close] = Array.isArray(payload) ? ['[', ']]'] : ['{', '}]']
  return [
    { indent: 0, path: '', value: payload, tokens: [...tokens, mark(open)] },
    ...members(payload, '', 1),
    { indent: 0, path: null, value: undefined, tokens: [mark(close)] },
  ]
}

/** The parts of a frame; null for text that is no JSON array. */
export function parseFrame(raw: string): unknown[] | null {
  try {
    const frame: unknown = JSON.parse(raw)
    return Array.isArray(frame) ? frame : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
