'use client'

import { parseAsString, useQueryState } from 'nuqs'
import { useEffect } from 'react'

import { HALF_WORDS } from '@/components/auth/link-notice'
import { SignInForm } from '@/components/auth/sign-in-form'
import { useOnwards } from '@/components/auth/use-onwards'
import { t } from '@/lib/i18n'
import { isHalfOfChange } from '@/lib/redirect-error'
import { toast } from '@/lib/toast'

export function SignInPage() {
  const [next] = useQueryState('next', parseAsString)
  const onwards = useOnwards(next)

  useEffect(() => {
    // Who is signed in does not stay here long enough to read it.
    if (onwards && isHalfOfChange(window.location.href)) toast(t(HALF_WORDS))
  }, [onwards])

  return <SignInForm next={next} />
}
