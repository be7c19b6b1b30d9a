import type { Supabase } from '@/lib/supabase'

import { withNext } from '@/lib/safe-next'

/** Of letters that nobody asked for in a browser: an invitation, or a recovery that an administrator began. */
const KINDS = new Set(['invite', 'recovery'])

export interface LinkTokens {
  access_token: string
  refresh_token: string
}

/** The session in a fragment, as the button behind such a letter's link sends it; supabase-js with PKCE ignores it. */
export function linkTokens(hash: string): LinkTokens | null {
  const said = new URLSearchParams(hash.replace(/^#/, ''))
  const [access_token, refresh_token] = [said.get('access_token'), said.get('refresh_token')]
  if (!access_token || !refresh_token || !KINDS.has(said.get('type') ?? '')) return null
  return { access_token, refresh_token }
}

/**
 * Takes the session out of the address, which is clean before anything is asked: neither the history nor a copied
 * address keeps it. False: there was one, and it is not good.
 */
export async function enterByLink(supabase: Supabase): Promise<boolean> {
  const tokens = linkTokens(window.location.hash)
  if (!tokens) return true
  window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search)
  const { error } = await supabase.auth.setSession(tokens)
  return error === null
}

/** Where letters lead back to. */
export const signInAddress = (next = ''): string => window.location.origin + withNext('/auth/sign-in', next)
export const newPasswordAddress = (next: string | null = null): string =>
  window.location.origin + withNext('/auth/new-password', next)
