'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { z } from 'zod'

import { Button } from '@/components/ui/button'
import { Form, FormControl, FormField, FormItem, FormLabel, FormMessage } from '@/components/ui/form'
import { Input } from '@/components/ui/input'
import { useAuth } from '@/contexts/auth-context'
import { nameField } from '@/lib/account-fields'
import { authErrorWords } from '@/lib/auth-errors'
import { t } from '@/lib/i18n'
import { toast } from '@/lib/toast'

const schema = z.object({ name: nameField })

export function NameForm() {
  const { supabase, state } = useAuth()
  const form = useForm({
    resolver: zodResolver(schema),
    values: { name: state.status === 'signed-in' ? (state.name ?? '') : '' },
  })
  const submit = form.handleSubmit(async ({ name }) => {
    if (!supabase) return
    const { error } = await supabase.auth.updateUser({ data: { name: name || null } })
    if (error) form.setError('name', { message: authErrorWords(error) })
    else toast(t('Your name is saved'))
  })
  return (
    <Form {...form}>
      <form onSubmit={submit} noValidate className="grid max-w-sm gap-3">
        <FormField
          control={form.control}
          name="name"
          render={({ field }) => (
            <FormItem>
              <FormLabel>{t('Name')}</FormLabel>
              <FormControl>
                <Input autoComplete="name" {...field} />
              </FormControl>
              <FormMessage />
            </FormItem>
          )}
        />
        <Button
          type="submit"
          variant="outline"
          size="lg"
          className="w-fit"
          disabled={form.formState.isSubmitting}
        >
          {t('Save name')}
        </Button>
      </form>
    </Form>
  )
}
