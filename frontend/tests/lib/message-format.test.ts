import { readFileSync } from 'node:fs'

import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'

import { LANGUAGES, SOURCE } from '@/lib/i18n'
import { formatMessage, parseMessage, written, type Values } from '@/lib/message-format'

import { findTexts } from '../i18n/sources'

const show = (text: string, values: Values = {}, locale = 'en') =>
  formatMessage(parseMessage(text), values, locale)

describe('a message', () => {
  it('takes its values', () => {
    expect(show('{name} has {count, number}', { name: 'CP-1', count: 1234 })).toEqual(['CP-1 has 1,234'])
    expect(show('{count, number}', { count: 1234 }, 'de')).toEqual(['1.234'])
    expect(show('{year}{nothing}', { year: 2026, nothing: null })).toEqual(['2026'])
  })

  it('chooses by number: the exact one first, then the plural of the language', () => {
    const text = '{n, plural, =0 {none} one {# charger} other {# chargers}}'
    expect([0, 1, 1200].map((n) => show(text, { n })[0])).toEqual(['none', '1 charger', '1,200 chargers'])
  })

  it('chooses by word, and takes “other” for one it does not know', () => {
    const text = '{peak, select, none {} other {, peak {peak}}}'
    expect(show(text, { peak: 'none' })).toEqual([])
    expect(show(text, { peak: '7 kW' })).toEqual([', peak 7 kW'])
  })

  it('hands what is inside a tag to its value, and keeps elements apart from text', () => {
    const element = { type: 'b' } as never
    const bold = (inside: unknown[]) => ({ inside }) as never
    expect(show('A <b>{x} of {n, plural, other {<b>#</b>}}</b> c', { b: bold, x: element, n: 2 })).toEqual([
      'A ',
      { inside: [element, ' of ', { inside: ['2'] }] },
      ' c',
    ])
  })

  it('leaves signs alone that mean nothing where they stand', () => {
    expect(show('#1: 3 < 4, it’s "so"')).toEqual(['#1: 3 < 4, it’s "so"'])
  })

  it.each(['{', '}', '{n', '{n, date}', '{n, plural, one {#}}', '<b>x', '</b>', '{n, plural, other {#}'])(
    'is refused when it is not well formed: %s',
    (text) => expect(() => parseMessage(text)).toThrow(SyntaxError),
  )

  it('says which value it lacks', () => {
    expect(() => show('{name}')).toThrow('name')
    expect(() => show('<b>x</b>')).toThrow('b')
  })
})

type Element = ReturnType<IntlMessageFormat['getAst']>[number]

/** Values that lead through every branch of a message, one set after the other. */
function samples(elements: Element[]): Values[] {
  const names = new Map<string, unknown[]>()
  collect(elements, names)
  const rounds = Math.max(...[...names.values()].map((values) => values.length), 1)
  return Array.from({ length: rounds }, (_, round) =>
    Object.fromEntries([...names].map(([name, values]) => [name, values[round % values.length]] as const)),
  ) as Values[]
}

const NUMBERS = [0, 1, 2, 5, 21, 1234.5]
const wrap = (inside: unknown[]) => `[${inside.join('')}]`

function collect(elements: Element[], names: Map<string, unknown[]>): void {
  for (const element of elements) {
    if ('children' in element) {
      names.set(element.value, [wrap])
      collect(element.children, names)
    } else if ('options' in element) {
      const isPlural = 'pluralType' in element
      names.set(element.value, isPlural ? NUMBERS : [...Object.keys(element.options), 'unheard of'])
      for (const { value } of Object.values(element.options)) collect(value, names)
    } else if ('value' in element && !names.has(element.value)) {
      names.set(element.value, [1234.5])
    }
  }
}

const catalog = (code: string) => {
  const file = readFileSync(`locales/${code}.json`, 'utf8')
  return Object.values(JSON.parse(file) as Record<string, string>)
}

/** The standard's own reading of every text that the dashboard has. */
describe.each(LANGUAGES)('every text in %s', (code) => {
  const texts = code === SOURCE ? [...findTexts().texts] : catalog(code)

  it('is shown as intl-messageformat shows it', () => {
    expect(texts.length).toBeGreaterThan(1000)
    for (const text of texts) {
      const standard = new IntlMessageFormat(text, code)
      for (const values of samples(standard.getAst()))
        expect(show(text, values, code).map(written).join('')).toBe(String(standard.format(values as never)))
    }
  })
})
