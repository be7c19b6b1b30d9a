import { render } from '@testing-library/react'
import { createElement, type ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { formatAgo, formatDay, formatNumber } from '@/lib/format'
import {
  LANGUAGES,
  chooseLanguage,
  currentLanguage,
  languageName,
  onLanguage,
  preferredLanguage,
  rich,
  speak,
  t,
  translated,
} from '@/lib/i18n'

const spoken = (...languages: string[]) => vi.spyOn(navigator, 'languages', 'get').mockReturnValue(languages)

describe('languages', () => {
  beforeEach(() => localStorage.clear())
  afterEach(() => speak('en'))

  it('has one for each file, English first', () => {
    expect(LANGUAGES).toEqual(['en', 'de'])
    expect(LANGUAGES.map(languageName)).toEqual(['English', 'Deutsch'])
  })

  it('takes the first of the reader’s languages that it has', () => {
    spoken('fr-FR', 'de-AT', 'en')
    expect(preferredLanguage()).toBe('de')
    spoken('fr')
    expect(preferredLanguage()).toBe('en')
  })

  it('remembers the reader’s own choice', async () => {
    spoken('en')
    await chooseLanguage('de')
    expect(preferredLanguage()).toBe('de')
    expect(document.documentElement.lang).toBe('de')
  })

  it('does not believe a choice that no build has', () => {
    spoken('en')
    localStorage.setItem('language', 'tlh')
    expect(preferredLanguage()).toBe('en')
  })

  it('tells listeners', async () => {
    const heard = vi.fn()
    const stop = onLanguage(heard)
    await speak('de')
    stop()
    await speak('en')
    expect(heard).toHaveBeenCalledTimes(1)
    expect(currentLanguage()).toBe('en')
  })
})

describe('texts', () => {
  afterEach(() => speak('en'))

  it('are English where nothing else is chosen', () => {
    expect(t('Sign out')).toBe('Sign out')
    expect(t('{days, plural, one {# day} other {# days}}', { days: 1 })).toBe('1 day')
  })

  it('are translated, with their values', async () => {
    await speak('de')
    expect(t('Sign out')).toBe('Abmelden')
    expect(t('{days, plural, one {# day} other {# days}}', { days: 2 })).toBe('2 Tage')
  })

  it('stay English where a translation lacks them', async () => {
    await speak('de')
    expect(t('Nobody wrote this')).toBe('Nobody wrote this')
  })

  it('can hold elements', () => {
    const shown = rich('Read the <link>guide</link>', {
      link: (text: ReactNode) => createElement('a', {}, text),
    })
    const complained = vi.spyOn(console, 'error')
    const { container } = render(shown)
    expect(container).toHaveTextContent('Read the guide')
    expect(container.querySelector('a')).toHaveTextContent('guide')
    expect(complained).not.toHaveBeenCalled()
  })
})

describe('choices of a table', () => {
  afterEach(() => speak('en'))

  it('are shown with their label and meaning translated', async () => {
    await speak('de')
    expect(translated([{ value: 'a', label: 'Light' }])).toEqual([{ value: 'a', label: 'Hell' }])
    expect(translated([{ value: 1, label: 'Dark', detail: 'Light' }])).toEqual([
      { value: 1, label: 'Dunkel', detail: 'Hell' },
    ])
  })
})

describe('numbers and times in German', () => {
  beforeEach(() => speak('de'))
  afterEach(() => speak('en'))

  it('are written as one does there', () => {
    expect(formatNumber(1234.5, 1)).toBe('1.234,5')
    expect(formatDay('2026-03-05T12:00:00Z', '2026-03-06T12:00:00Z')).toBe('5. März')
    expect(formatAgo('2026-03-05T12:00:00Z', '2026-03-05T12:12:00Z')).toBe('vor 12 min')
  })
})
