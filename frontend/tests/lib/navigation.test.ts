import { expect, it } from 'vitest'

import { moreFor, sectionsFor } from '@/components/layout/navigation'

import { person } from '../render'

const places = (role: Parameters<typeof person>[0]) =>
  sectionsFor(new Set(person(role).rights)).flatMap((section) => section.places.map(({ href }) => href))

it('shows administration to administrators only', () => {
  expect(places('admin')).toEqual(expect.arrayContaining(['/chargers', '/users', '/api-keys', '/audit']))
  expect(places('operator')).not.toContain('/users')
  expect(places('viewer')).toEqual(places('operator'))
  expect(places('user')).toEqual([])
})

it('leaves to "More" what the tab bar has no room for', () => {
  const more = moreFor(new Set(person('viewer').rights)).map(({ href }) => href)
  expect(more).toEqual(expect.arrayContaining(['/stations', '/id-tags', '/firmware', '/security']))
  expect(more).not.toContain('/chargers')
})
