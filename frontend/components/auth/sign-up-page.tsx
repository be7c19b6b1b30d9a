'use client'

import type { AuthError } from '@supabase/auth-js'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'

import { CodeStep } from '@/components/auth/code-step'
import { DoorFoot, DoorHead } from '@/components/auth/door'
import { SignUpForm } from '@/components/auth/sign-up-form'
import { useOnwards } from '@/components/auth/use-onwards'
import { useAuth } from '@/contexts/auth-context'
import { useConfig } from '@/contexts/config-context'
import { msg, t } from '@/lib/i18n'
import { signInAddress } from '@/lib/link-session'
import { withNext } from '@/lib/safe-next'

const CLOSED = msg({
  invitation: 'Accounts here are made by invitation. Ask an administrator for one; it comes by mail.',
  off: 'Accounts here are made by an administrator. Ask one of them.',
})

export function SignUpPage() {
  const signup = useConfig()?.signup
  const [next] = useQueryState('next', parseAsString)
  useOnwards(next)
  if (!signup) return null
  return (
    <>
      {signup === 'open' ? (
        <Open next={next ?? ''} />
      ) : (
        <DoorHead title={t('Create an account')}>{t(CLOSED[signup])}</DoorHead>
      )}
      <DoorFoot question={t('You have an account?')} href={withNext('/auth/sign-in', next)}>
        {t('Sign in')}
      </DoorFoot>
    </>
  )
}

function Open({ next }: { next: string }) {
  const { supabase } = useAuth()
  const [sent, setSent] = useState<{ email: string; at: number } | null>(null)
  if (!sent) return <SignUpForm next={next} onSent={(email) => setSent({ email, at: Date.now() })} />
  const { email, at } = sent
  const resend = async (): Promise<AuthError | null> => {
    if (!supabase) return null
    const options = { emailRedirectTo: signInAddress(next) }
    const { error } = await supabase.auth.resend({ type: 'signup', email, options })
    if (!error) setSent({ email, at: Date.now() })
    return error
  }
  return (
    <CodeStep
      email={email}
      type="signup"
      sentAt={at}
      onResend={resend}
      // Signed in then, which leads on by itself.
      onEntered={() => undefined}
      onBack={() => setSent(null)}
    >
      {t('A letter to {email} is on its way. With it you confirm that the address is yours.', { email })}
    </CodeStep>
  )
}
