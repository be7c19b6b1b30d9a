'use client'

import { ChoiceDialog } from '@/components/choice-dialog'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { userName } from '@/components/users/user-words'
import { t, translated } from '@/lib/i18n'
import { ROLE_IN_SENTENCE, ROLES } from '@/lib/person'
import { ApiError, describeError } from '@/lib/problem'
import { useChangeUser, useDeleteUser } from '@/lib/queries/users'
import { toast } from '@/lib/toast'
import type { Role, User } from '@/lib/types'

/**
 * Says how it ended. By the promise, since the callbacks of `mutate` are dropped with the component, and here the
 * dialog closes and the row may go before the answer is here. The server keeps the last administrator.
 */
export async function tell(deed: Promise<unknown>, user: User, done: string): Promise<void> {
  try {
    await deed
    toast(done)
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 409) {
      toast.error(describeError(error))
      return
    }
    toast.error(t('{name} is the last administrator', { name: userName(user) }), {
      description: t('Somebody has to be one. Make somebody else an administrator first.'),
    })
  }
}

interface RoleDialogProps {
  user: User
  self: boolean
  onClose: () => void
}

export function RoleDialog({ user, self, onClose }: RoleDialogProps) {
  const change = useChangeUser()
  const name = userName(user)
  const choose = (value: string) => {
    const role = value as Role
    if (role === user.role) return
    void tell(
      change.mutateAsync({ id: user.id, body: { role } }),
      user,
      t('{name} is now: {role}', { name, role: t(ROLE_IN_SENTENCE[role]) }),
    )
  }
  return (
    <ChoiceDialog
      title={t('Role of {name}', { name })}
      choices={translated(ROLES)}
      initial={user.role}
      action={t('Change role')}
      onClose={onClose}
      onConfirm={choose}
    >
      {self
        ? t('This is you: with another role you are signed out at once, and somebody else must give it back.')
        : t('With another role they are signed out at once and sign in again.')}
    </ChoiceDialog>
  )
}

interface QuestionProps {
  user: User
  open: boolean
  onClose: () => void
}

export function BanDialog({ user, open, onClose }: QuestionProps) {
  const change = useChangeUser()
  const name = userName(user)
  const ban = () => {
    void tell(
      change.mutateAsync({ id: user.id, body: { banned: true } }),
      user,
      t('{name} is banned', { name }),
    )
  }
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(shown) => !shown && onClose()}
      title={t('Ban {name}?', { name })}
      action={t('Ban user')}
      cancel={t('Let them in')}
      onConfirm={ban}
    >
      {t(
        'They are signed out at once and cannot sign in until the ban is lifted. Their cards still charge: block those under Id tags.',
      )}
    </ConfirmDialog>
  )
}

export function DeleteDialog({ user, open, onClose }: QuestionProps) {
  const remove = useDeleteUser()
  const name = userName(user)
  const destroy = () => {
    void tell(remove.mutateAsync(user.id), user, t('{name} is deleted', { name }))
  }
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(shown) => !shown && onClose()}
      title={t('Delete {name}?', { name })}
      action={t('Delete user')}
      onConfirm={destroy}
    >
      {t(
        'The account is gone for good. What stays: their cards, which go on charging and belong to nobody, their sessions, and what the audit trail says of them.',
      )}
    </ConfirmDialog>
  )
}
