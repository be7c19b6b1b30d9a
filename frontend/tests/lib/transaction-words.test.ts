import { describe, expect, it } from 'vitest'

import { curveMark, evidenceWords, flagWords, sinceStart, stoppedBy } from '@/lib/transaction-words'
import type { Evidence, Transaction } from '@/lib/types'

const CODES = [
  'meter_backwards',
  'meter_negative',
  'stop_missing',
  'stop_before_start',
  'implausible_time',
  'not_authorized',
  'stopped_by_other_tag',
  'force_closed',
  'meter_unreadable',
  'register_fell',
  'energy_implausible',
  'unit_contradicted',
  'stop_contradicted',
  'estimated',
  'settled',
  'reserved_for_another',
  'connector_available',
  'charger_booted',
  'charger_silent',
  'charger_deleted',
  'closed_by_rule',
]

const evidence = (kind: Evidence['kind'], rest: Partial<Evidence> = {}): Evidence => ({
  kind,
  at: '2026-11-19T09:36:40Z',
  register_wh: null,
  count: null,
  message: null,
  detail: '',
  said: { text: '', values: {} },
  ...rest,
})

const transaction = {
  state: 'suspect',
  flags: [{ code: 'meter_backwards', detail: '' }],
  stopped_at: '2026-11-19T09:37:12Z',
  meter_stop: 18_239_230,
  stop_reason: 'Local',
} as Transaction

describe('flagWords', () => {
  it.each(CODES)('%s has a title and says what it means', (code) => {
    const { title, detail } = flagWords({ code, detail: '' })
    expect(title).not.toContain('_')
    expect(detail.length).toBeGreaterThan(20)
  })

  it('prefers what the server knows, unless it only repeats the title', () => {
    const { title } = flagWords({ code: 'stop_missing', detail: '' })
    expect(flagWords({ code: 'stop_missing', detail: 'Exactly this' }).detail).toBe('Exactly this')
    expect(flagWords({ code: 'stop_missing', detail: title }).detail).toMatch(/Another session/)
  })

  it('shows the server’s sentence for a flag of a newer server', () => {
    expect(flagWords({ code: 'new_one', detail: 'Something new' })).toEqual({
      title: 'Something new',
      detail: '',
    })
  })
})

describe('evidence', () => {
  it('marks the message that is odd, and only that', () => {
    expect(evidenceWords(evidence('stopped'), transaction.flags).status).toBe('rule-broken')
    expect(evidenceWords(evidence('started'), transaction.flags).status).toBe('done')
    expect(evidenceWords(evidence('meter_values', { count: 169 }), []).title).toBe('169 samples')
  })

  it('says how far the register is from the start', () => {
    expect(sinceStart(18_239_640, 18_204_310)).toBe('35.33 kWh since start')
    expect(sinceStart(18_204_310, 18_204_310)).toBeNull()
    expect(sinceStart(1, null)).toBeNull()
  })

  it('marks the curve where the meter ran backwards', () => {
    const last = evidence('last_sample', { register_wh: 18_239_640 })
    expect(curveMark(transaction, [last])).toEqual({ at: transaction.stopped_at, label: '−410 Wh at stop' })
    expect(curveMark({ ...transaction, flags: [] }, [last])).toBeNull()
  })
})

describe('stoppedBy', () => {
  it('names who ended it', () => {
    expect(stoppedBy(transaction)).toBe('Driver, at charger')
    expect(stoppedBy({ ...transaction, state: 'force_closed' })).toBe('Closed by hand')
    const byRule = [{ code: 'closed_by_rule', detail: '' }]
    expect(stoppedBy({ ...transaction, state: 'force_closed', flags: byRule })).toBe('No stop came')
    expect(stoppedBy({ ...transaction, stopped_at: null })).toBe('Still running')
  })
})
