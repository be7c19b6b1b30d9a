import { describe, expect, it } from 'vitest'

import { redirectError } from '@/lib/redirect-error'

const PAGE = 'http://localhost:3000/auth/sign-in'

describe('redirectError', () => {
  it.each([
    [PAGE, null],
    [`${PAGE}?next=%2Fchargers&code=abc`, null],
    [`${PAGE}?error=access_denied&error_description=Call+us`, 'Signing in there was refused or broken off.'],
    [`${PAGE}#error=server_error&error_code=500`, 'Signing in there did not work. Try again.'],
    [
      `${PAGE}#error=access_denied&error_code=otp_expired`,
      'This link has been used, or is too old. Ask for a new one.',
    ],
    [`${PAGE}#error=access_denied&error_code=constructor`, 'Signing in there was refused or broken off.'],
    [`${PAGE}?next=%2F&error=<b>`, 'Signing in there did not work. Try again.'],
  ])('%s: %s', (address, words) => expect(redirectError(address)).toBe(words))
})
