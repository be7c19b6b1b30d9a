import { isAuthApiError, isAuthRetryableFetchError } from '@supabase/auth-js'

import { msg, t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'

const SIGNED_OUT = msg('You are signed out. Sign in again.')
const CODE_IS_WRONG = msg('The code is wrong, or too old. Check it, or have a new one sent.')
const TRY_AGAIN = msg('The server could not do it. Try again in a moment.')
const NO_SUCH_DOOR = msg('Nobody can sign in this way here. Choose another one, or ask an administrator.')

/** By Supabase's codes: those that a call of the dashboard can be refused with. */
const WORDS: Record<string, string> = msg({
  invalid_credentials: 'The current password is wrong.',
  same_password: 'This is the password that you have. Choose another one.',
  weak_password: 'Too easy to guess. Use at least 8 characters.',
  signup_disabled: 'Nobody can make an account here by themselves. Ask an administrator.',
  email_provider_disabled: 'This server sends no e-mail. Ask an administrator.',
  email_address_invalid: 'This address cannot be used. Check it, or use another one.',
  email_exists: 'Another account has this address. Use another one.',
  user_already_exists: 'There is an account with this address. Sign in, or choose a new password there.',
  email_address_not_authorized: 'This server may not write to this address. Ask an administrator.',
  email_not_confirmed: 'This address is not confirmed yet. Open the link in the letter.',
  otp_expired: CODE_IS_WRONG,
  reauthentication_not_valid: CODE_IS_WRONG,
  reauth_nonce_missing: CODE_IS_WRONG,
  user_banned: 'This account is banned. An administrator can let you in again.',
  over_email_send_rate_limit: 'A letter was sent a moment ago. Wait a minute, then try again.',
  reauthentication_needed: 'You signed in too long ago for this. Enter your password too.',
  user_not_found: 'This account is gone. Ask an administrator.',
  user_sso_managed: 'Your organisation keeps this account: change it there.',
  captcha_failed:
    'The server asks for a proof that you are no robot, which this page cannot give. Ask an administrator.',
  insufficient_aal:
    'This account asks for a second factor, which this page cannot ask for. Ask an administrator.',
  otp_disabled: NO_SUCH_DOOR,
  provider_disabled: NO_SUCH_DOOR,
  oauth_provider_not_supported: NO_SUCH_DOOR,
  bad_jwt: SIGNED_OUT,
  session_expired: SIGNED_OUT,
  session_not_found: SIGNED_OUT,
  refresh_token_not_found: SIGNED_OUT,
  refresh_token_already_used: SIGNED_OUT,
  conflict: TRY_AGAIN,
  hook_timeout: TRY_AGAIN,
  hook_timeout_after_retry: TRY_AGAIN,
  request_timeout: TRY_AGAIN,
  unexpected_failure: TRY_AGAIN,
})

/** What somebody's own account was refused for, in words; a code that is not known says what the server says. */
export function authErrorWords(error: Error): string {
  if (isAuthRetryableFetchError(error)) return t('The server does not answer. Try again in a moment.')
  if (!isAuthApiError(error)) {
    // Weak passwords and lost sessions have classes of their own, with the same codes.
    const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
    const known = WORDS[code]
    return known ? t(known) : describeError(error)
  }
  const words = WORDS[error.code ?? '']
  if (words) return t(words)
  return error.status === 429 ? t('Too many attempts. Wait a minute, then try again.') : error.message
}
