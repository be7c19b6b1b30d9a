import { msg, t } from '@/lib/i18n'

/** By the server's word for it (`error_code`); what it leads to is said with it. */
const BY_CODE: Record<string, string> = msg({
  otp_expired: 'This link has been used, or is too old. Ask for a new one.',
  flow_state_not_found: 'This link has been used, or is too old. Ask for a new one.',
  signup_disabled: 'Nobody can make an account here without an invitation. Ask an administrator for one.',
  user_banned: 'This account is banned. An administrator can let you in again.',
  email_exists: 'Another account has this address. Sign in with it, or choose another address.',
  provider_email_needs_verification: 'Confirm your e-mail address there first, then try again.',
  bad_oauth_state: 'Signing in was not begun in this browser, or too long ago. Try again.',
})

const queryAndFragment = (address: string) => {
  const { searchParams, hash } = new URL(address)
  const fragment = new URLSearchParams(hash.slice(1))
  return (name: string) => searchParams.get(name) ?? fragment.get(name)
}

/**
 * What a letter's link or a provider that sent somebody back says of an error, in our words: the text in the address
 * could be anybody's. It stands in the query or in the fragment (OAuth 2, 4.1.2.1; Supabase uses both).
 */
export function redirectError(address: string): string | null {
  const said = queryAndFragment(address)
  const error = said('error')
  if (!error) return null
  const code = said('error_code') ?? ''
  const known = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined
  if (known) return t(known)
  if (error === 'access_denied') return t('Signing in there was refused or broken off.')
  return t('Signing in there did not work. Try again.')
}

/** Whether one of two addresses has just agreed to a change, and the other has yet to. */
export const isHalfOfChange = (address: string): boolean => queryAndFragment(address)('message') !== null

/** Whether a code was left over: it is worth something only in the browser that asked for the letter (PKCE). */
export const hasForeignCode = (address: string): boolean => new URL(address).searchParams.has('code')
