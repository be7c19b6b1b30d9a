import { expect, it } from 'vitest'

import { newPassword } from '@/lib/new-password'

it('makes 20 letters in groups of five, never twice the same, none that is mistaken for another', () => {
  const made = Array.from({ length: 200 }, newPassword)
  expect(new Set(made).size).toBe(made.length)
  for (const password of made)
    expect(password).toMatch(/^([A-HJ-NP-Za-km-z2-9]{5}-){3}[A-HJ-NP-Za-km-z2-9]{5}$/)
})
