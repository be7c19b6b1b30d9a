'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import type { AuthError } from '@supabase/auth-js'
import { useRouter } from 'next/navigation'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'

import { CodeStep } from '@/components/auth/code-step'
import { DoorFoot, DoorHead } from '@/components/auth/door'
import { TextField } from '@/components/auth/text-field'
import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form'
import { useAuth } from '@/contexts/auth-context'
import { emailField } from '@/lib/account-fields'
import { authErrorWords } from '@/lib/auth-errors'
import { t } from '@/lib/i18n'
import { newPasswordAddress } from '@/lib/link-session'
import { withNext } from '@/lib/safe-next'

const schema = z.object({ email: emailField })

/** Says the same for every address: nobody learns here who has an account. */
export function ForgotPage() {
  const { supabase } = useAuth()
  const router = useRouter()
  const [next] = useQueryState('next', parseAsString)
  const [sent, setSent] = useState<{ email: string; at: number } | null>(null)
  const send = async (email: string): Promise<AuthError | null> => {
    if (!supabase) return null
    const { error } = await supabase.auth.resetPasswordForEmail(email, {
      redirectTo: newPasswordAddress(next),
    })
    if (!error) setSent({ email, at: Date.now() })
    return error
  }
  return (
    <>
      {sent ? (
        <CodeStep
          email={sent.email}
          type="recovery"
          sentAt={sent.at}
          onResend={() => send(sent.email)}
          onEntered={() => router.replace(withNext('/auth/new-password', next))}
          onBack={() => setSent(null)}
        >
          {t('If {email} has an account, a letter is on its way. With it you choose a new password.', {
            email: sent.email,
          })}
        </CodeStep>
      ) : (
        <ForgotForm send={send} />
      )}
      <DoorFoot question={t('You know it after all?')} href={withNext('/auth/sign-in', next)}>
        {t('Sign in')}
      </DoorFoot>
    </>
  )
}

function ForgotForm({ send }: { send: (email: string) => Promise<AuthError | null> }) {
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { email: '' } })
  const { isSubmitting } = form.formState
  const submit = form.handleSubmit(async ({ email }) => {
    const error = await send(email)
    if (error) form.setError('email', { message: authErrorWords(error) }, { shouldFocus: true })
  })
  return (
    <Form {...form}>
      <DoorHead title={t('Forgotten password')}>{t('We mail you the way to a new one.')}</DoorHead>
      <form onSubmit={submit} noValidate className="mt-7 flex flex-col gap-5">
        <TextField
          control={form.control}
          name="email"
          label={t('E-mail')}
          type="email"
          autoComplete="username"
          autoFocus
        />
        <Button type="submit" size="lg" disabled={isSubmitting}>
          {t('Send the letter')}
        </Button>
      </form>
    </Form>
  )
}
