import { expect, it } from 'vitest'

import { differingLetters } from '@/lib/differing-letters'

it('points at the letters that differ', () => {
  expect([...differingLetters('CP-0O42', 'CP-0042')]).toEqual([4])
  expect(differingLetters('CP-42', 'CP-0042').size).toBe(0)
})
