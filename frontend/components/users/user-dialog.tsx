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
import { EditUserForm, NewUserForm } from '@/components/users/user-form'
import { userName } from '@/components/users/user-words'
import { serverOrigin } from '@/lib/config'
import { t } from '@/lib/i18n'
import type { CreatedUser, User } from '@/lib/types'

/** Adds somebody without a `user`, edits one with. */
export function UserDialog({ user, onClose }: { user: User | null; onClose: () => void }) {
  const [created, setCreated] = useState<CreatedUser | null>(null)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        {created ? (
          <Created user={created} onClose={onClose} />
        ) : user ? (
          <>
            <Head title={t('Edit {name}', { name: userName(user) })}>
              {t('With a new address they sign in with that one.')}
            </Head>
            <EditUserForm user={user} onClose={onClose} />
          </>
        ) : (
          <>
            <Head title={t('Add user')}>{t('The account can be used at once.')}</Head>
            <NewUserForm onDone={setCreated} onCancel={onClose} />
          </>
        )}
      </DialogContent>
    </Dialog>
  )
}

function Head({ title, children }: { title: string; children: string }) {
  return (
    <DialogHeader>
      <DialogTitle>{title}</DialogTitle>
      <DialogDescription>{children}</DialogDescription>
    </DialogHeader>
  )
}

/** What to hand over. The password is in this answer of the server and in no other. */
function Created({ user, onClose }: { user: CreatedUser; onClose: () => void }) {
  return (
    <>
      <Head title={t('{name} can sign in', { name: userName(user) })}>
        {t('The password is shown this once. Hand it over on a way that others do not read.')}
      </Head>
      <ShownOnce label={t('Address')} what={t('address')} value={serverOrigin()} />
      <ShownOnce label={t('E-mail')} what={t('e-mail')} value={user.email} />
      {user.password && <ShownOnce label={t('Password')} what={t('password')} value={user.password} />}
      <DialogFooter>
        <Button size="lg" onClick={onClose}>
          {t('Done')}
        </Button>
      </DialogFooter>
    </>
  )
}
