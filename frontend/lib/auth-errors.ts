import { AuthApiError } from '@supabase/supabase-js'

import { describeError } from '@/lib/problem'

const WORDS: Record<string, string> = {
  invalid_credentials: 'The current password is wrong.',
  same_password: 'This is the password that you have. Choose another one.',
  weak_password: 'Too easy to guess. Use at least 8 characters.',
}

/** What an account's own change was refused for, in words. */
export function authErrorWords(error: Error): string {
  if (!(error instanceof AuthApiError)) return describeError(error)
  if (error.status === 429) return 'Too many attempts. Wait a minute, then try again.'
  return WORDS[error.code ?? ''] ?? error.message
}
