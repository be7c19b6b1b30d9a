import { afterEach, describe, expect, it, vi } from 'vitest'

import { speak } from '@/lib/i18n'
import { keepTitleTranslated } from '@/lib/tab-title'

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
})
