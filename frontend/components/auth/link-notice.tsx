'use client'

import { msg, t } from '@/lib/i18n'
import { hasForeignCode, isHalfOfChange, redirectError } from '@/lib/redirect-error'
import { useMounted } from '@/lib/use-route-id'

export const HALF_WORDS = msg('This address has agreed. Now open the letter to the other address.')
const ELSEWHERE = msg('The link has done its part. Sign in here to go on.')

/** What came of a letter's link, or of signing in at a provider, when nobody is signed in. */
export function LinkNotice() {
  const address = useMounted() ? window.location.href : null
  const error = address && redirectError(address)
  if (error) {
    return (
      <p role="alert" className="mt-5 text-sm text-destructive">
        {error}
      </p>
    )
  }
  const note = address && (isHalfOfChange(address) ? HALF_WORDS : hasForeignCode(address) && ELSEWHERE)
  if (!note) return null
  return (
    <p role="status" className="mt-5 rounded-lg bg-muted px-3 py-2.5 text-sm">
      {t(note)}
    </p>
  )
}
