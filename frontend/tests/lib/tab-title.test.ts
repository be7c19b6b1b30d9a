import { afterEach, describe, expect, it, vi } from 'vitest'

import { speak } from '@/lib/i18n'
import { keepTitleTranslated, nameTab } from '@/lib/tab-title'

describe('the tab’s title', () => {
  let stop: () => void = () => undefined
  afterEach(async () => {
    stop()
    await speak('en')
  })

  it('follows the language, there and back', async () => {
    document.title = 'Users · CSMS'
    stop = keepTitleTranslated()
    await speak('de')
    expect(document.title).toBe('Personen · CSMS')
    await speak('en')
    expect(document.title).toBe('Users · CSMS')
  })

  it('follows the page', async () => {
    document.title = 'Users · CSMS'
    stop = keepTitleTranslated()
    await speak('de')
    document.title = 'Cards · CSMS'
    await vi.waitFor(() => expect(document.title).toBe('Karten · CSMS'))
    document.title = 'CSMS'
    await vi.waitFor(() => expect(document.title).toBe('CSMS'))
    await speak('en')
    expect(document.title).toBe('CSMS')
  })

  it('is the name of the one thing that a page shows, until it is left', () => {
    document.title = 'Charger · CSMS'
    stop = keepTitleTranslated()
    const leave = nameTab(['CP-0038', 'Messages'])
    expect(document.title).toBe('CP-0038 · Messages · CSMS')
    leave()
    expect(document.title).toBe('Charger · CSMS')
  })
})
