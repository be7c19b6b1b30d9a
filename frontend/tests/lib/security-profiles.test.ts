import { expect, it } from 'vitest'

import { securityProfileLabel } from '@/lib/security-profiles'

it('names security profiles', () => {
  expect(securityProfileLabel(2)).toBe('Profile 2, TLS and password')
  expect(securityProfileLabel(9)).toBe('Profile 9')
})
