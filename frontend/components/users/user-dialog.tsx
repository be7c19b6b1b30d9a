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
            <Head title={`Edit ${userName(user)}`}>With a new address they sign in with that one.</Head>
            <EditUserForm user={user} onClose={onClose} />
          </>
        ) : (
          <>
            <Head title="Add user">The account can be used at once.</Head>
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
      <Head title={`${userName(user)} can sign in`}>
        The password is shown this once. Hand it over on a way that others do not read.
      </Head>
      <ShownOnce label="Address" what="address" value={serverOrigin()} />
      <ShownOnce label="E-mail" what="e-mail" value={user.email} />
      {user.password && <ShownOnce label="Password" what="password" value={user.password} />}
      <DialogFooter>
        <Button size="lg" onClick={onClose}>
          Done
        </Button>
      </DialogFooter>
    </>
  )
}
