'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import type { AuthError } from '@supabase/auth-js'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'

import { DoorHead } from '@/components/auth/door'
import { TextField } from '@/components/auth/text-field'
import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form'
import { useAuth } from '@/contexts/auth-context'
import { authErrorWords } from '@/lib/auth-errors'
import { msg, t } from '@/lib/i18n'
import { useNow } from '@/lib/use-now'

/** The server sends an address one letter in this time. */
const PAUSE_MS = 60_000

const schema = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, msg('The code is six digits.')),
})

interface CodeStepProps {
  email: string
  type: 'signup' | 'recovery'
  /** What the letter is, for who reads this. */
  children: string
  /** When the last letter was asked for, in ms. */
  sentAt: number
  onResend: () => Promise<AuthError | null>
  onEntered: () => void
  onBack: () => void
}

/** "Look into your mail": the link there, or the six digits here; and a new letter when none came. */
export function CodeStep({ email, type, children, sentAt, onResend, onEntered, onBack }: CodeStepProps) {
  const { supabase } = useAuth()
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { code: '' } })
  const submit = form.handleSubmit(async ({ code }) => {
    if (!supabase) return
    const { error } = await supabase.auth.verifyOtp({ email, token: code, type })
    if (!error) {
      onEntered()
      return
    }
    form.setError('code', { message: authErrorWords(error) })
    form.setFocus('code', { shouldSelect: true })
  })
  return (
    <Form {...form}>
      <DoorHead title={t('Look into your mail')}>{children}</DoorHead>
      <form onSubmit={submit} noValidate className="mt-7 flex flex-col gap-5">
        <TextField
          control={form.control}
          name="code"
          label={t('Code')}
          hint={t('Open the link in the letter, or enter its six digits here.')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          autoFocus
          className="tracking-[0.3em] tabular-nums"
        />
        <Button type="submit" size="lg" disabled={form.formState.isSubmitting}>
          {t('Confirm code')}
        </Button>
      </form>
      <Resend sentAt={sentAt} onResend={onResend} />
      <Button variant="link" className="mt-1" onClick={onBack}>
        {t('Use another address')}
      </Button>
    </Form>
  )
}

function Resend({ sentAt, onResend }: Pick<CodeStepProps, 'sentAt' | 'onResend'>) {
  const now = useNow()
  const [said, setSaid] = useState<{ error: boolean; words: string } | null>(null)
  const [busy, setBusy] = useState(false)
  const wait = Math.min(Math.ceil((sentAt + PAUSE_MS - now) / 1000), PAUSE_MS / 1000)
  const resend = async () => {
    setBusy(true)
    const error = await onResend()
    setBusy(false)
    setSaid(
      error
        ? { error: true, words: authErrorWords(error) }
        : { error: false, words: t('A new one is on its way.') },
    )
  }
  return (
    <>
      <Button variant="outline" size="lg" className="mt-3" disabled={wait > 0 || busy} onClick={resend}>
        {wait > 0 ? t('Send it again in {wait} s', { wait }) : t('Send it again')}
      </Button>
      <p
        role="status"
        className={
          said?.error
            ? 'mt-2 text-center text-sm text-destructive'
            : 'mt-2 text-center text-sm text-muted-foreground'
        }
      >
        {said ? said.words : t('Nothing there? Look into the spam too.')}
      </p>
    </>
  )
}
