'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { parseAsString, useQueryState } from 'nuqs'
import { useForm } from 'react-hook-form'
import { z } from 'zod'

import { DoorHead } from '@/components/auth/door'
import { TextField } from '@/components/auth/text-field'
import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form'
import { Skeleton } from '@/components/ui/skeleton'
import { useAuth, type AuthState } from '@/contexts/auth-context'
import { newPasswordField, PASSWORD_HINT } from '@/lib/account-fields'
import { authErrorWords } from '@/lib/auth-errors'
import { msg, t } from '@/lib/i18n'
import { enterByLink } from '@/lib/link-session'
import { hasForeignCode, redirectError } from '@/lib/redirect-error'
import { safeNext, withNext } from '@/lib/safe-next'
import { toast } from '@/lib/toast'

const TITLE = msg('Choose a password')

/** Where letters lead: a recovery comes with a code that supabase-js takes, an invitation with a session. */
export function NewPasswordPage() {
  const { supabase, state } = useAuth()
  const entered = useQuery({
    queryKey: ['link-session'],
    queryFn: () => (supabase ? enterByLink(supabase) : true),
    enabled: supabase !== null,
    staleTime: Infinity,
    retry: false,
  })
  if (state.status === 'loading' || entered.isPending) return <Waiting />
  const trouble = troubleOf(state, entered.data ?? false)
  if (trouble || state.status !== 'signed-in') return <NotIn>{trouble}</NotIn>
  return <NewPasswordForm email={state.email} />
}

/** An error stands before the form: the session of this browser may be somebody else's. */
function troubleOf(state: AuthState, good: boolean): string | null {
  const error = redirectError(window.location.href)
  if (error) return error
  if (!good) return t('This link has been used, or is too old. Ask for a new one.')
  if (hasForeignCode(window.location.href)) {
    return t(
      'This link was asked for in another browser, or has been used. Open it there, or have a new one sent.',
    )
  }
  return state.status === 'signed-out'
    ? t('You come here by a link in a letter. Have one sent to you.')
    : null
}

function Waiting() {
  return (
    <div aria-busy="true" className="grid gap-5">
      <Skeleton className="h-16" />
      <Skeleton className="h-20" />
      <Skeleton className="h-10" />
    </div>
  )
}

function NotIn({ children }: { children: string | null }) {
  const [next] = useQueryState('next', parseAsString)
  return (
    <>
      <h1 className="text-2xl font-semibold">{t(TITLE)}</h1>
      <p role="alert" className="mt-1 text-base font-normal">
        {children}
      </p>
      <Button asChild size="lg" className="mt-7">
        <Link href={withNext('/auth/forgot', next)}>{t('Send me a letter')}</Link>
      </Button>
      <p className="mt-3 text-sm text-muted-foreground">
        {t('Were you invited? Whoever invited you can do it again.')}
      </p>
    </>
  )
}

const schema = z.object({ password: newPasswordField })

function NewPasswordForm({ email }: { email: string }) {
  const [next] = useQueryState('next', parseAsString)
  const { supabase } = useAuth()
  const router = useRouter()
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { password: '' } })
  const { isSubmitting } = form.formState
  const submit = form.handleSubmit(async ({ password }) => {
    if (!supabase) return
    const { error } = await supabase.auth.updateUser({ password })
    if (error) {
      form.setError('password', { message: authErrorWords(error) }, { shouldFocus: true })
      return
    }
    toast(t('Your password is set'))
    router.replace(safeNext(next))
  })
  return (
    <Form {...form}>
      <DoorHead title={t(TITLE)}>{t('For {email}', { email })}</DoorHead>
      <form onSubmit={submit} noValidate className="mt-7 flex flex-col gap-5">
        {/* So that a password manager files it under the right account. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <TextField
          control={form.control}
          name="password"
          label={t('New password')}
          type="password"
          hint={t(PASSWORD_HINT)}
          autoComplete="new-password"
          autoFocus
        />
        <Button type="submit" size="lg" disabled={isSubmitting}>
          {t('Set password')}
        </Button>
      </form>
    </Form>
  )
}
