'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { z } from 'zod'

import { DoorHead, FormError } from '@/components/auth/door'
import { GoogleButton } from '@/components/auth/google-button'
import { TextField } from '@/components/auth/text-field'
import { Button } from '@/components/ui/button'
import { Form } from '@/components/ui/form'
import { useAuth } from '@/contexts/auth-context'
import { useConfig } from '@/contexts/config-context'
import { emailField, nameField, newPasswordField, PASSWORD_HINT } from '@/lib/account-fields'
import { authErrorWords } from '@/lib/auth-errors'
import { t } from '@/lib/i18n'
import { signInAddress } from '@/lib/link-session'

const schema = z.object({ name: nameField, email: emailField, password: newPasswordField })

const FIELD_OF: Record<string, 'email' | 'password'> = {
  weak_password: 'password',
  email_address_invalid: 'email',
  user_already_exists: 'email',
}

interface SignUpFormProps {
  next: string
  onSent: (email: string) => void
}

export function SignUpForm({ next, onSent }: SignUpFormProps) {
  const { supabase } = useAuth()
  const config = useConfig()
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { name: '', email: '', password: '' },
  })
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(async ({ name, email, password }) => {
    if (!supabase) return
    const options = { data: name ? { name } : {}, emailRedirectTo: signInAddress(next) }
    const { data, error } = await supabase.auth.signUp({ email, password, options })
    if (error) form.setError(FIELD_OF[error.code ?? ''] ?? 'root', { message: authErrorWords(error) })
    else if (!data.session) onSent(email) // a Supabase that confirms nothing lets in at once
  })
  return (
    <Form {...form}>
      <DoorHead title={t('Create an account')}>{t('See your charging sessions and your cards.')}</DoorHead>
      {config?.providers.includes('google') && <GoogleButton />}
      <form onSubmit={submit} noValidate className="mt-7 flex flex-col gap-5">
        <TextField control={form.control} name="name" label={t('Name')} autoComplete="name" autoFocus />
        <TextField
          control={form.control}
          name="email"
          label={t('E-mail')}
          type="email"
          autoComplete="username"
        />
        <TextField
          control={form.control}
          name="password"
          label={t('Password')}
          type="password"
          hint={t(PASSWORD_HINT)}
          autoComplete="new-password"
        />
        <FormError>{errors.root?.message}</FormError>
        <Button type="submit" size="lg" disabled={isSubmitting || !supabase}>
          {isSubmitting ? t('Creating the account') : t('Create account')}
        </Button>
      </form>
    </Form>
  )
}
