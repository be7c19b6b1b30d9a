'use client'

import {
  BanIcon,
  CircleCheckIcon,
  KeyRoundIcon,
  PencilIcon,
  ScrollTextIcon,
  ShieldIcon,
  Trash2Icon,
} from 'lucide-react'
import Link from 'next/link'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'

import { RowMenu } from '@/components/row-menu'
import { DropdownMenuItem, DropdownMenuSeparator } from '@/components/ui/dropdown-menu'
import { BanDialog, DeleteDialog, RoleDialog, tell } from '@/components/users/user-dialogs'
import { UserPasswordDialog } from '@/components/users/user-password-dialog'
import { userName } from '@/components/users/user-words'
import { t } from '@/lib/i18n'
import { useChangeUser } from '@/lib/queries/users'
import type { User } from '@/lib/types'

type Open = 'role' | 'password' | 'ban' | 'delete' | null

/** `self`: one's own row, where one neither bans nor deletes. */
export function UserMenu({ user, self }: { user: User; self: boolean }) {
  const [, setEdit] = useQueryState('edit', parseAsString)
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  return (
    <>
      <RowMenu label={t('Actions for {name}', { name: userName(user) })}>
        <DropdownMenuItem onSelect={() => void setEdit(user.id)}>
          <PencilIcon /> {t('Edit name and address')}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => setOpen('role')}>
          <ShieldIcon /> {t('Change role')}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => setOpen('password')}>
          <KeyRoundIcon /> {t('New password')}
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href={`/audit?person=${user.id}`}>
            <ScrollTextIcon /> {t('What they did')}
          </Link>
        </DropdownMenuItem>
        {!self && (
          <>
            <DropdownMenuSeparator />
            {user.banned ? <UnbanItem user={user} /> : <BanItem onSelect={() => setOpen('ban')} />}
            <DropdownMenuItem variant="destructive" onSelect={() => setOpen('delete')}>
              <Trash2Icon /> {t('Delete user')}
            </DropdownMenuItem>
          </>
        )}
      </RowMenu>
      {open === 'role' && <RoleDialog user={user} self={self} onClose={close} />}
      {open === 'password' && <UserPasswordDialog user={user} self={self} onClose={close} />}
      <BanDialog user={user} open={open === 'ban'} onClose={close} />
      <DeleteDialog user={user} open={open === 'delete'} onClose={close} />
    </>
  )
}

function BanItem({ onSelect }: { onSelect: () => void }) {
  return (
    <DropdownMenuItem onSelect={onSelect}>
      <BanIcon /> {t('Ban user')}
    </DropdownMenuItem>
  )
}

function UnbanItem({ user }: { user: User }) {
  const change = useChangeUser()
  const unban = () => {
    const done = t('{name} may sign in again', { name: userName(user) })
    void tell(change.mutateAsync({ id: user.id, body: { banned: false } }), user, done)
  }
  return (
    <DropdownMenuItem onSelect={unban}>
      <CircleCheckIcon /> {t('Lift the ban')}
    </DropdownMenuItem>
  )
}
