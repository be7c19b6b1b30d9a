'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'

import { TextField } from '@/components/auth/text-field'
import { FormFooter } from '@/components/form-footer'
import { ShownOnce } from '@/components/shown-once'
import { Button } from '@/components/ui/button'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog'
import { Form } from '@/components/ui/form'
import { RoleField } from '@/components/users/role-field'
import { emailField } from '@/lib/account-fields'
import { showServerError } from '@/lib/form-errors'
import { t } from '@/lib/i18n'
import { useCreateInvitation } from '@/lib/queries/invitations'
import type { InvitationMade, Role } from '@/lib/types'

const schema = z.object({ email: emailField, role: z.enum(['admin', 'operator', 'viewer', 'user']) })

/** Asks who and as what; then shows the link this once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<InvitationMade | null>(null)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        {made ? (
          <Made made={made} onClose={onClose} />
        ) : (
          <>
            <DialogHeader>
              <DialogTitle>{t('Invite somebody')}</DialogTitle>
              <DialogDescription>{t('They choose their password themselves, by a link.')}</DialogDescription>
            </DialogHeader>
            <InviteForm onDone={setMade} onCancel={onClose} />
          </>
        )}
      </DialogContent>
    </Dialog>
  )
}

function InviteForm({ onDone, onCancel }: { onDone: (made: InvitationMade) => void; onCancel: () => void }) {
  const create = useCreateInvitation()
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { email: '', role: 'user' as Role },
  })
  const submit = form.handleSubmit(async (values) => {
    try {
      onDone(await create.mutateAsync(values))
    } catch (error) {
      showServerError(form, error)
    }
  })
  return (
    <Form {...form}>
      <form onSubmit={submit} className="grid gap-4" noValidate>
        <TextField
          control={form.control}
          name="email"
          label={t('E-mail')}
          type="email"
          autoComplete="off"
          spellCheck={false}
          hint={t('An earlier invitation to it becomes void.')}
        />
        <RoleField control={form.control} />
        <FormFooter
          submit={t('Invite')}
          busy={form.formState.isSubmitting}
          error={form.formState.errors.root?.message}
          onCancel={onCancel}
        />
      </form>
    </Form>
  )
}

function Made({ made, onClose }: { made: InvitationMade; onClose: () => void }) {
  return (
    <>
      <DialogHeader>
        <DialogTitle>{t('{email} is invited', { email: made.email })}</DialogTitle>
        <DialogDescription>
          {made.mailed
            ? t('The link is on its way by mail. It is shown here this once too, and is good for a week.')
            : t(
                'This server sends no mail: hand the link over yourself. It is shown this once, and is good for a week.',
              )}
        </DialogDescription>
      </DialogHeader>
      <ShownOnce label={t('Link')} what={t('link')} value={made.link} />
      <DialogFooter>
        <Button size="lg" onClick={onClose}>
          {t('Done')}
        </Button>
      </DialogFooter>
    </>
  )
}
