import { readFileSync } from 'node:fs'

import { isLiteralElement } from '@formatjs/icu-messageformat-parser'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'

import { LANGUAGES, SOURCE } from '@/lib/i18n'

import { findTexts } from './sources'

const { texts, unreadable } = findTexts()
const others = LANGUAGES.filter((code) => code !== SOURCE)
const catalog = (code: string) =>
  JSON.parse(readFileSync(`locales/${code}.json`, 'utf8')) as Record<string, string>

type Element = ReturnType<IntlMessageFormat['getAst']>[number]

/** The names a message takes: its values and tags, however deep. */
function names(elements: Element[]): string[] {
  return elements.flatMap((element) => [
    ...('value' in element && !isLiteralElement(element) ? [element.value] : []),
    ...('options' in element ? Object.values(element.options).flatMap(({ value }) => names(value)) : []),
    ...('children' in element ? names(element.children) : []),
  ])
}

const takes = (message: string, code: string) => [
  ...new Set(names(new IntlMessageFormat(message, code).getAst()).sort()),
]

describe('texts in the code', () => {
  it('are whole sentences, which a translation can follow', () => expect(unreadable).toEqual([]))
})

describe.each(others)('%s', (code) => {
  const translations = catalog(code)

  it('translates every text', () => {
    expect([...texts].filter((text) => !translations[text])).toEqual([])
  })

  it('translates nothing that is not shown any more', () => {
    expect(Object.keys(translations).filter((text) => !texts.has(text))).toEqual([])
  })

  it('takes the same values and tags as English', () => {
    const other = Object.entries(translations).filter(
      ([english, translated]) => String(takes(english, SOURCE)) !== String(takes(translated, code)),
    )
    expect(other).toEqual([])
  })

  it('is sorted, so that two changes seldom meet in one line', () => {
    const keys = Object.keys(translations)
    expect(keys).toEqual([...keys].sort())
  })
})
