import { describe, expect, it } from 'vitest'

import { safeNext, withNext } from '@/lib/safe-next'

describe('safeNext', () => {
  it.each([
    ['/chargers/1?tab=a', '/chargers/1?tab=a'],
    [null, '/'],
    ['https://evil.example', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/auth/sign-in', '/'],
  ])('%s -> %s', (next, path) => expect(safeNext(next)).toBe(path))
})

it('takes along where to go on', () => {
  expect(withNext('/auth/sign-up', '/chargers?q=a b')).toBe('/auth/sign-up?next=%2Fchargers%3Fq%3Da%20b')
  expect(withNext('/auth/sign-up', null)).toBe('/auth/sign-up')
})
