import { describe, expect, it } from 'vitest'

import { safeNext } from '@/lib/safe-next'

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
