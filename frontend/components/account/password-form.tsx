'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { AuthApiError } from '@supabase/auth-js'
import { useForm } from 'react-hook-form'
import { z } from 'zod'

import { PasswordInput } from '@/components/auth/password-input'
import { Button } from '@/components/ui/button'
import {
  Form,
  FormControl,
  FormDescription,
  FormField,
  FormItem,
  FormLabel,
  FormMessage,
} from '@/components/ui/form'
import { useAuth } from '@/contexts/auth-context'
import { newPasswordField, PASSWORD_HINT } from '@/lib/account-fields'
import { authErrorWords } from '@/lib/auth-errors'
import { msg, t } from '@/lib/i18n'
import { toast } from '@/lib/toast'

const schema = z.object({
  current: z.string().min(1, msg('Enter the password that you have now.')),
  password: newPasswordField,
})

const FIELDS = [
  { name: 'current', label: msg('Current password'), autoComplete: 'current-password' },
  {
    name: 'password',
    label: msg('New password'),
    autoComplete: 'new-password',
    hint: PASSWORD_HINT,
  },
] as const

export function PasswordForm() {
  const { supabase } = useAuth()
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { current: '', password: '' } })
  const submit = form.handleSubmit(async ({ current, password }) => {
    if (!supabase) return
    const { error } = await supabase.auth.updateUser({ password, current_password: current })
    if (error) {
      const field =
        error instanceof AuthApiError && error.code === 'invalid_credentials' ? 'current' : 'password'
      form.setError(field, { message: authErrorWords(error) }, { shouldFocus: true })
      return
    }
    form.reset()
    toast(t('Your password is changed'), { description: t('You are signed out everywhere else.') })
  })
  return (
    <Form {...form}>
      <form onSubmit={submit} noValidate className="grid max-w-sm gap-4">
        {FIELDS.map((entry) => (
          <FormField
            key={entry.name}
            control={form.control}
            name={entry.name}
            render={({ field }) => (
              <FormItem>
                <FormLabel>{t(entry.label)}</FormLabel>
                <FormControl>
                  <PasswordInput autoComplete={entry.autoComplete} {...field} />
                </FormControl>
                {'hint' in entry && <FormDescription>{t(entry.hint)}</FormDescription>}
                <FormMessage />
              </FormItem>
            )}
          />
        ))}
        <Button
          type="submit"
          variant="outline"
          size="lg"
          className="w-fit"
          disabled={form.formState.isSubmitting}
        >
          {t('Change password')}
        </Button>
      </form>
    </Form>
  )
}
