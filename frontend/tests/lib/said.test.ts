import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { speak } from '@/lib/i18n'
import { breachWords, detailWords, errorWords, matterDetail, matterTitle, saidWords } from '@/lib/said'
import type { AttentionItem, Sentence } from '@/lib/types'
import { attention } from '@/tests/fixtures/data.mjs'

const said = (text: string, values: Sentence['values'] = {}): Sentence => ({ text, values })

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-19T11:27:00Z'), toFake: ['Date'] }))
afterEach(async () => {
  vi.useRealTimers()
  await speak('en')
})

const MOMENT = { moment: '2026-11-18T23:30:00Z' }
const VALUES: [Sentence['values'][string], string, string][] = [
  ['NL-TNM-000481', 'NL-TNM-000481', 'NL-TNM-000481'],
  [14, '14', '14'],
  [MOMENT, '00:30', '00:30'],
  [{ day: '2026-11-30T23:30:00Z' }, '1 Dec', '1. Dez.'],
  [{ seconds: 11_100 }, '3 h 05 min', '3 h 05 min'],
  [{ seconds: 180_000 }, '2 days', '2 Tage'],
  [{ wh: 410, digits: 2 }, '0.41 kWh', '0,41 kWh'],
  [{ number: 0.4, digits: 1 }, '0.4', '0,4'],
  [said('an unreadable register'), 'an unreadable register', 'einem unlesbaren Zählerstand'],
]

describe('a value of a sentence', () => {
  it.each(VALUES)('%o is "%s", in German "%s"', async (value, english, german) => {
    expect(saidWords(said('{it}', { it: value }))).toBe(english)
    await speak('de')
    expect(saidWords(said('{it}', { it: value }))).toBe(german)
  })
})

it('says a stored detail, where it is the server’s own', async () => {
  await speak('de')
  const ours = said('Cancelled by {actor}', { actor: 'ines@example.com' })
  expect(detailWords({ said: ours, detail: 'Cancelled by ines@example.com' })).toBe(
    'Abgebrochen von ines@example.com',
  )
  expect(detailWords({ said: null, detail: 'Occupied' })).toBe('Occupied')
})

it('says why something was not sent', async () => {
  await speak('de')
  const why = said('No connection: {why}', { why: said('{host} cannot be looked up', { host: 'x.example' }) })
  expect(errorWords({ said: why, error: 'No connection: x.example cannot be looked up' })).toBe(
    'Keine Verbindung: x.example ist nicht zu finden',
  )
  expect(errorWords({ said: null, error: 'HTTP 503' })).toBe('HTTP 503')
})

it('says how a message breaks a rule of OCPP', async () => {
  await speak('de')
  const what = said('{count} characters where {most} are allowed', { count: '60', most: '50' })
  expect(
    breachWords({ said: said('{what} (OCPP 1.6, {section})', { what, section: '6.47' }), message: '' }),
  ).toBe('60 Zeichen, erlaubt sind 50 (OCPP 1.6, 6.47)')
  expect(breachWords({ said: null, message: 'boot first' })).toBe('boot first')
})

it('leaves others’ words as they are', async () => {
  await speak('de')
  expect(saidWords('unknown {x}')).toBe('unknown {x}')
})

it('says a matter sentence by sentence, whoever wrote them', async () => {
  const [first] = attention
  const item: AttentionItem = {
    ...(first as AttentionItem),
    said: {
      title: said('{charger}, connector {connector} is taken, and reserved for {tag}', {
        charger: 'CP-0042',
        connector: 1,
        tag: 'NL-1',
      }),
      detail: [
        said('Somebody else charges there; the reservation ends at {end}', { end: MOMENT }),
        'Am Tor links.',
      ],
    },
  }
  await speak('de')
  expect(matterTitle(item)).toBe('CP-0042, Anschluss 1 ist belegt und für NL-1 reserviert')
  expect(matterDetail(item)).toBe('Dort lädt jemand anderes; Ende der Reservierung: 00:30. Am Tor links.')
})
