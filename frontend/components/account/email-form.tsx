'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'

import { TextField } from '@/components/auth/text-field'
import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form'
import { useAuth } from '@/contexts/auth-context'
import { emailField } from '@/lib/account-fields'
import { authErrorWords } from '@/lib/auth-errors'
import { t } from '@/lib/i18n'
import { signInAddress } from '@/lib/link-session'

const schema = z.object({ email: emailField, current: z.string() })

/** Asks for the password only when the sign-in was too long ago: who came with Google has none. */
export function EmailForm() {
  const { supabase } = useAuth()
  const [proof, setProof] = useState(false)
  const [asked, setAsked] = useState<string | null>(null)
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { email: '', current: '' } })
  const submit = form.handleSubmit(async ({ email, current }) => {
    if (!supabase) return
    const change = { email, ...(current && { current_password: current }) }
    const { error } = await supabase.auth.updateUser(change, { emailRedirectTo: signInAddress('/account') })
    if (!error) {
      setAsked(email)
      setProof(false)
      form.reset()
      return
    }
    setAsked(null)
    const old = error.code === 'reauthentication_needed'
    if (old) setProof(true)
    const field = old || error.code === 'invalid_credentials' ? 'current' : 'email'
    form.setError(field, { message: authErrorWords(error) })
  })
  return (
    <Form {...form}>
      <form onSubmit={submit} noValidate className="grid max-w-sm gap-4">
        <TextField
          control={form.control}
          name="email"
          label={t('New e-mail')}
          type="email"
          autoComplete="email"
        />
        {proof && (
          <TextField
            control={form.control}
            name="current"
            label={t('Your password')}
            type="password"
            autoComplete="current-password"
            autoFocus
          />
        )}
        <Button
          type="submit"
          variant="outline"
          size="lg"
          className="w-fit"
          disabled={form.formState.isSubmitting}
        >
          {t('Change e-mail')}
        </Button>
        <p role="status" className="text-muted-foreground empty:hidden">
          {asked &&
            t(
              'Letters are on their way to both addresses. Once both have agreed, you sign in with {address}.',
              { address: asked },
            )}
        </p>
      </form>
    </Form>
  )
}
