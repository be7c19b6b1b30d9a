import { expect, it } from 'vitest'

import { moreFor, sectionsFor } from '@/components/layout/navigation'

import { person } from '../render'

const places = (role: Parameters<typeof person>[0]) =>
  sectionsFor(new Set(person(role).rights)).flatMap((section) => section.places.map(({ href }) => href))

it('shows administration to administrators only', () => {
  expect(places('admin')).toEqual(
    expect.arrayContaining(['/chargers', '/users', '/api-keys', '/webhooks', '/audit']),
  )
  expect(places('operator')).not.toContain('/users')
  expect(places('operator')).toContain('/notifications')
  expect(places('viewer')).toEqual(places('operator'))
  expect(places('user')).toEqual([])
})

it('leaves to "More" what the tab bar has no room for', () => {
  expect(moreFor(new Set(person('viewer').rights)).map(({ href }) => href)).toEqual([
    '/map',
    '/stations',
    '/analytics',
    '/problems',
    '/id-tags',
    '/local-lists',
    '/reservations',
    '/profiles',
    '/configuration',
    '/firmware',
    '/security',
    '/notifications',
  ])
})
