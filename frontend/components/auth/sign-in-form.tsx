'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { AuthApiError } from '@supabase/supabase-js'
import { EyeIcon, EyeOffIcon } from 'lucide-react'
import { useState, type ComponentProps } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'

import { GoogleButton } from '@/components/auth/google-button'
import { Button } from '@/components/ui/button'
import { Form, FormControl, FormField, FormItem, FormLabel, FormMessage } from '@/components/ui/form'
import { Input } from '@/components/ui/input'
import { useAuth } from '@/contexts/auth-context'
import { useConfig } from '@/contexts/config-context'
import { describeError } from '@/lib/problem'
import { redirectError } from '@/lib/redirect-error'
import { useMounted } from '@/lib/use-route-id'

const schema = z.object({
  email: z.string().min(1, 'Enter your e-mail address.'),
  password: z.string().min(1, 'Enter your password.'),
})

type Values = z.infer<typeof schema>

/** An auth error in words; which of the two was wrong is never told. */
function signInError(error: Error): string {
  if (!(error instanceof AuthApiError)) return describeError(error)
  if (error.status === 429) return 'Too many attempts. Wait a minute, then try again.'
  if (error.code === 'invalid_credentials') return 'E-mail or password is wrong.'
  return error.message
}

/** What came of signing in at a provider, when nobody is signed in. */
function RedirectError() {
  const mounted = useMounted()
  const words = mounted ? redirectError(window.location.href) : null
  if (!words) return null
  return (
    <p role="alert" className="mt-5 text-sm text-destructive">
      {words}
    </p>
  )
}

export function SignInForm() {
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
      <h1 className="text-2xl font-semibold">Sign in</h1>
      <p className="mt-1 text-base font-normal text-muted-foreground">
        Watch and control your charging stations.
      </p>
      <RedirectError />
      {config?.providers.includes('google') && <GoogleButton />}
      <form onSubmit={submit} noValidate className="mt-7 flex flex-col gap-5 first-of-type:mt-7">
        <FormField
          control={form.control}
          name="email"
          render={({ field }) => (
            <FormItem>
              <FormLabel>E-mail</FormLabel>
              <FormControl>
                <Input type="email" autoComplete="username" autoFocus {...field} />
              </FormControl>
              <FormMessage />
            </FormItem>
          )}
        />
        <FormField
          control={form.control}
          name="password"
          render={({ field }) => (
            <FormItem>
              <FormLabel>Password</FormLabel>
              <FormControl>
                <PasswordInput autoComplete="current-password" {...field} />
              </FormControl>
              <FormMessage />
            </FormItem>
          )}
        />
        <Button type="submit" size="lg" disabled={isSubmitting || !supabase}>
          {isSubmitting ? 'Signing in' : 'Sign in'}
        </Button>
      </form>
    </Form>
  )
}

function PasswordInput(props: ComponentProps<typeof Input>) {
  const [shown, setShown] = useState(false)
  const Icon = shown ? EyeOffIcon : EyeIcon
  return (
    <div className="relative">
      <Input type={shown ? 'text' : 'password'} {...props} className="pr-10" />
      <button
        type="button"
        aria-label={shown ? 'Hide password' : 'Show password'}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0 right-0 grid w-10 place-items-center text-muted-foreground hover:text-foreground"
      >
        <Icon className="size-4" />
      </button>
    </div>
  )
}
