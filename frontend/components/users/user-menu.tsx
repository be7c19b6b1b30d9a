'use client'

import {
  BanIcon,
  CircleCheckIcon,
  DownloadIcon,
  EraserIcon,
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
import { downloadBlob } from '@/lib/download'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { fetchPersonalData, useChangeUser } from '@/lib/queries/users'
import { toast } from '@/lib/toast'
import type { User } from '@/lib/types'

type Open = 'role' | 'password' | 'ban' | 'delete' | null

/** `self`: one's own row, where one neither bans nor deletes. */
export function UserMenu({ user, self }: { user: User; self: boolean }) {
  const [, setEdit] = useQueryState('edit', parseAsString)
  // The page asks: this row, and this menu with it, is gone before one has read what came of it.
  const [, setErase] = useQueryState('erase', parseAsString)
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
        <DropdownMenuItem onSelect={() => void savePersonalData(user)}>
          <DownloadIcon /> {t('Download all about them')}
        </DropdownMenuItem>
        {!self && (
          <>
            <DropdownMenuSeparator />
            {user.banned ? <UnbanItem user={user} /> : <BanItem onSelect={() => setOpen('ban')} />}
            <DropdownMenuItem variant="destructive" onSelect={() => setOpen('delete')}>
              <Trash2Icon /> {t('Delete user')}
            </DropdownMenuItem>
            <DropdownMenuItem variant="destructive" onSelect={() => void setErase(user.id)}>
              <EraserIcon /> {t('Erase all about them')}
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

async function savePersonalData(user: User): Promise<void> {
  try {
    downloadBlob(`${user.email}.json`, await fetchPersonalData(user.id))
  } catch (error) {
    toast.error(t('The data could not be fetched'), { description: describeError(error) })
  }
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
