import { expect, it } from 'vitest'

import { initials, personName } from '@/lib/person'

it('calls people by their address', () => {
  expect(personName('ines.vogel@hafenpark.example')).toBe('Ines Vogel')
  expect(initials('ines.vogel@hafenpark.example')).toBe('IV')
  expect(initials('admin@localhost')).toBe('AD')
})
