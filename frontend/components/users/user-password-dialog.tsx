'use client'

import { useState } from 'react'

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
import { userName } from '@/components/users/user-words'
import { t } from '@/lib/i18n'
import { newPassword } from '@/lib/new-password'
import { describeError } from '@/lib/problem'
import { useChangeUser } from '@/lib/queries/users'
import type { User } from '@/lib/types'

interface UserPasswordDialogProps {
  user: User
  self: boolean
  onClose: () => void
}

/** Asks, then shows the new password this once. */
export function UserPasswordDialog({ user, self, onClose }: UserPasswordDialogProps) {
  const change = useChangeUser()
  const [password] = useState(newPassword)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t('New password for {name}', { name: userName(user) })}</DialogTitle>
          <DialogDescription>
            {change.isSuccess
              ? t('It is shown this once. Hand it over on a way that others do not read.')
              : self
                ? t('The old one ends, and you are signed out everywhere.')
                : t('The old one ends, and they are signed out everywhere.')}
          </DialogDescription>
        </DialogHeader>
        {change.isSuccess && <ShownOnce label={t('Password')} what={t('password')} value={password} />}
        {change.error && (
          <p role="alert" className="text-destructive">
            {describeError(change.error)}
          </p>
        )}
        <DialogFooter>
          <Button variant="outline" size="lg" onClick={onClose}>
            {change.isSuccess ? t('Close') : t('Cancel')}
          </Button>
          {!change.isSuccess && (
            <Button
              size="lg"
              disabled={change.isPending}
              onClick={() => change.mutate({ id: user.id, body: { password } })}
            >
              {t('Make new password')}
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
