import { describe, expect, it } from 'vitest'

import { optionalMoment, optionalNumber, toLocalInput } from '@/lib/form-fields'

describe('form fields', () => {
  const field = optionalNumber({ min: -90, max: 90, message: 'no' })

  it('takes nothing, a comma or a point', () => {
    expect(field.parse('')).toBeNull()
    expect(field.parse('53,54')).toBe(53.54)
    expect(field.parse(' 53.54 ')).toBe(53.54)
    expect(field.safeParse('91').success).toBe(false)
    expect(field.safeParse('north').success).toBe(false)
  })

  it('turns the reader’s clock into UTC and back', () => {
    expect(optionalMoment.parse('2026-11-19T12:27')).toBe('2026-11-19T11:27:00.000Z')
    expect(optionalMoment.parse('')).toBeNull()
    expect(toLocalInput('2026-11-19T11:27:00Z')).toBe('2026-11-19T12:27')
    expect(toLocalInput(null)).toBe('')
  })
})
