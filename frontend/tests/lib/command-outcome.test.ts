import { describe, expect, it } from 'vitest'

import { commandOutcome } from '@/lib/command-outcome'

describe('commandOutcome', () => {
  const answered = (status: string) => ({ state: 'answered' as const, response: { status }, error: null })

  it('is a success only when the charger accepted', () => {
    expect(commandOutcome(answered('Accepted')).ok).toBe(true)
    expect(commandOutcome(answered('Rejected'))).toEqual({ ok: false, text: 'The charger rejected it' })
    expect(commandOutcome(answered('Strange')).ok).toBe(false)
    for (const state of ['pending', 'sent', 'timeout', 'offline', 'unknown', 'error'] as const) {
      expect(commandOutcome({ state, response: null, error: null }).ok).toBe(false)
    }
  })

  it('names what the charger said', () => {
    const error = { code: 'InternalError', description: 'relay stuck', details: {} }
    expect(commandOutcome({ state: 'error', response: null, error }).text).toBe(
      'The charger refused it: relay stuck',
    )
    expect(
      commandOutcome({ state: 'error', response: null, error: { ...error, description: '' } }).text,
    ).toContain('InternalError')
  })
})
