import { isAuthApiError, isAuthRetryableFetchError } from '@supabase/auth-js'

import { msg, t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'

const WORDS: Record<string, string> = msg({
  invalid_credentials: 'The current password is wrong.',
  same_password: 'This is the password that you have. Choose another one.',
  weak_password: 'Too easy to guess. Use at least 8 characters.',
  signup_disabled: 'Nobody can make an account here by themselves. Ask an administrator.',
  email_provider_disabled: 'This server sends no e-mail. Ask an administrator.',
  email_address_invalid: 'This address cannot be used. Check it, or use another one.',
  email_exists: 'Another account has this address. Use another one.',
  user_already_exists: 'There is an account with this address. Sign in, or choose a new password there.',
  otp_expired: 'The code is wrong, or too old. Check it, or have a new one sent.',
  user_banned: 'This account is banned. An administrator can let you in again.',
  over_email_send_rate_limit: 'A letter was sent a moment ago. Wait a minute, then try again.',
  reauthentication_needed: 'You signed in too long ago for this. Enter your password too.',
  session_not_found: 'You are signed out. Sign in again.',
})

/** What somebody's own account was refused for, in words. */
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
