import { AuthApiError, AuthRetryableFetchError, AuthWeakPasswordError } from '@supabase/auth-js'
import { afterEach, describe, expect, it } from 'vitest'

import { authErrorWords } from '@/lib/auth-errors'
import { speak } from '@/lib/i18n'

afterEach(() => speak('en'))

const refused = (code: string, status = 400, message = 'words of the server') =>
  new AuthApiError(message, status, code)

describe('authErrorWords', () => {
  it('says what is known by its code, in the language of the reader', async () => {
    expect(authErrorWords(refused('refresh_token_already_used'))).toBe('You are signed out. Sign in again.')
    await speak('de')
    expect(authErrorWords(refused('email_not_confirmed'))).toBe(
      'Diese Adresse ist noch nicht bestätigt. Den Link in der E-Mail öffnen.',
    )
    expect(authErrorWords(new AuthWeakPasswordError('weak', 422, ['length']))).toMatch(/Zu leicht/)
  })

  it('leaves a code that is not known to the server', () => {
    expect(authErrorWords(refused('saml_idp_not_found'))).toBe('words of the server')
  })

  it('asks for patience', () => {
    expect(authErrorWords(refused('over_request_rate_limit', 429))).toMatch(/^Too many attempts/)
    expect(authErrorWords(new AuthRetryableFetchError('Failed to fetch', 0))).toMatch(/does not answer/)
  })
})
