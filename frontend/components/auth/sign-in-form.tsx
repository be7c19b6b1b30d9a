'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { AuthApiError } from '@supabase/auth-js'
import Link from 'next/link'
import { useForm } from 'react-hook-form'
import { z } from 'zod'

import { DoorFoot, DoorHead } from '@/components/auth/door'
import { GoogleButton } from '@/components/auth/google-button'
import { LinkNotice } from '@/components/auth/link-notice'
import { TextField } from '@/components/auth/text-field'
import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form'
import { useAuth } from '@/contexts/auth-context'
import { useConfig } from '@/contexts/config-context'
import { authErrorWords } from '@/lib/auth-errors'
import { withNext } from '@/lib/safe-next'
import { msg, t } from '@/lib/i18n'

const schema = z.object({
  email: z.string().min(1, msg('Enter your e-mail address.')),
  password: z.string().min(1, msg('Enter your password.')),
})

type Values = z.infer<typeof schema>

/** An auth error in words; which of the two was wrong is never told. */
function signInError(error: Error): string {
  if (!(error instanceof AuthApiError)) return authErrorWords(error)
  if (error.code === 'invalid_credentials') return t('E-mail or password is wrong.')
  if (error.code === 'email_not_confirmed') {
    return t('This address is not confirmed yet. Open the link in the letter, or create the account again.')
  }
  return authErrorWords(error)
}

/** `next`: where to go once signed in; who has no account yet takes it along. */
export function SignInForm({ next = null }: { next?: string | null }) {
  const config = useConfig()
  const { supabase } = useAuth()
  const form = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { email: '', password: '' },
  })
  const { isSubmitting } = form.formState

  const submit = form.handleSubmit(async (values) => {
    if (!supabase) return
    const { error } = await supabase.auth.signInWithPassword(values)
    if (!error) return
    // The e-mail stays; the wrong password is selected for the next attempt.
    form.setError('password', { message: signInError(error) })
    form.setFocus('password', { shouldSelect: true })
  })

  return (
    <Form {...form}>
      <DoorHead title={t('Sign in')}>{t('Watch and control your charging stations.')}</DoorHead>
      <LinkNotice />
      {config?.providers.includes('google') && <GoogleButton />}
      <form onSubmit={submit} noValidate className="mt-7 flex flex-col gap-5">
        <TextField
          control={form.control}
          name="email"
          label={t('E-mail')}
          type="email"
          autoComplete="username"
          autoFocus
        />
        <TextField
          control={form.control}
          name="password"
          label={t('Password')}
          type="password"
          autoComplete="current-password"
          aside={
            <Link
              href={withNext('/auth/forgot', next)}
              className="border-b border-input text-sm text-muted-foreground hover:text-foreground"
            >
              {t('Forgot it?')}
            </Link>
          }
        />
        <Button type="submit" size="lg" disabled={isSubmitting || !supabase}>
          {isSubmitting ? t('Signing in') : t('Sign in')}
        </Button>
      </form>
      {config?.signup === 'open' && (
        <DoorFoot question={t('New here?')} href={withNext('/auth/sign-up', next)}>
          {t('Create an account')}
        </DoorFoot>
      )}
    </Form>
  )
}
