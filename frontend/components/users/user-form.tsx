'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm, type Control } from 'react-hook-form'
import { z } from 'zod'

import { FormFooter } from '@/components/form-footer'
import {
  Form,
  FormControl,
  FormDescription,
  FormField,
  FormItem,
  FormLabel,
  FormMessage,
} from '@/components/ui/form'
import { Input } from '@/components/ui/input'
import { RoleField } from '@/components/users/role-field'
import { emailField, nameField } from '@/lib/account-fields'
import { showServerError } from '@/lib/form-errors'
import { t } from '@/lib/i18n'
import { useChangeUser, useCreateUser } from '@/lib/queries/users'
import { toast } from '@/lib/toast'
import type { CreatedUser, User } from '@/lib/types'

const schema = z.object({
  email: emailField,
  name: nameField,
  role: z.enum(['admin', 'operator', 'viewer', 'user']),
})

type Fields = z.infer<typeof schema>

/** Somebody new. Their password is the server's to make, so that nobody chooses a weak one for them. */
export function NewUserForm({
  onDone,
  onCancel,
}: {
  onDone: (user: CreatedUser) => void
  onCancel: () => void
}) {
  const create = useCreateUser()
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { email: '', name: '', role: 'user' as const },
  })
  const submit = form.handleSubmit(async ({ name, ...values }: Fields) => {
    try {
      onDone(await create.mutateAsync({ ...values, name: name || null }))
    } catch (error) {
      showServerError(form, error)
    }
  })
  return (
    <Form {...form}>
      <form onSubmit={submit} className="grid gap-4" noValidate>
        <TextFields control={form.control} />
        <RoleField control={form.control} />
        <FormFooter
          submit={t('Add user')}
          busy={form.formState.isSubmitting}
          error={form.formState.errors.root?.message}
          onCancel={onCancel}
        />
      </form>
    </Form>
  )
}

/** The name and address of somebody; the role has its own question. */
export function EditUserForm({ user, onClose }: { user: User; onClose: () => void }) {
  const change = useChangeUser()
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { email: user.email, name: user.name ?? '', role: user.role },
  })
  const submit = form.handleSubmit(async ({ email, name }: Fields) => {
    try {
      await change.mutateAsync({ id: user.id, body: { email, name: name || null } })
      toast(t('{name} is changed', { name: name || email }))
      onClose()
    } catch (error) {
      showServerError(form, error)
    }
  })
  return (
    <Form {...form}>
      <form onSubmit={submit} className="grid gap-4" noValidate>
        <TextFields control={form.control} />
        <FormFooter
          submit={t('Save user')}
          busy={form.formState.isSubmitting}
          error={form.formState.errors.root?.message}
          onCancel={onClose}
        />
      </form>
    </Form>
  )
}

function TextFields({ control }: { control: Control<Fields, unknown, Fields> }) {
  return (
    <>
      <FormField
        control={control}
        name="email"
        render={({ field }) => (
          <FormItem>
            <FormLabel>{t('E-mail')}</FormLabel>
            <FormControl>
              <Input type="email" autoComplete="off" spellCheck={false} {...field} />
            </FormControl>
            <FormDescription>{t('They sign in with it.')}</FormDescription>
            <FormMessage />
          </FormItem>
        )}
      />
      <FormField
        control={control}
        name="name"
        render={({ field }) => (
          <FormItem>
            <FormLabel>{t('Name')}</FormLabel>
            <FormControl>
              <Input autoComplete="off" {...field} />
            </FormControl>
            <FormMessage />
          </FormItem>
        )}
      />
    </>
  )
}
