import type { ColumnDef } from '@tanstack/react-table'

import { StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { Badge } from '@/components/ui/badge'
import { UserMenu } from '@/components/users/user-menu'
import { userName, userStatus } from '@/components/users/user-words'
import { formatDay } from '@/lib/format'
import { msg, t } from '@/lib/i18n'
import { initials, ROLE_WORDS } from '@/lib/person'
import type { User } from '@/lib/types'

const muted = 'text-muted-foreground'

/** `self`: the id of who is looking, whose row is marked. */
export const userColumns = (self: string | undefined): ColumnDef<User>[] => [
  {
    id: 'person',
    header: msg('Person'),
    meta: { label: msg('Person'), className: 'max-w-80 @max-md:w-full @max-md:max-w-0' },
    cell: ({ row: { original } }) => <Person user={original} self={original.id === self} />,
  },
  {
    id: 'role',
    header: msg('Role'),
    meta: { label: msg('Role') },
    cell: ({ row: { original } }) => t(ROLE_WORDS[original.role]),
  },
  {
    id: 'status',
    header: msg('Status'),
    meta: { label: msg('Status'), className: '@max-md:hidden' },
    cell: ({ row: { original } }) => <StatusBadge status={userStatus(original)} />,
  },
  {
    id: 'signed-in',
    header: msg('Last sign-in'),
    meta: { label: msg('Last sign-in'), align: 'right', className: `@max-2xl:hidden ${muted}` },
    cell: ({ row: { original } }) =>
      original.last_sign_in_at ? <Time style="since" value={original.last_sign_in_at} /> : t('Never'),
  },
  {
    id: 'added',
    header: msg('Added'),
    meta: { label: msg('Added'), align: 'right', className: `@max-2xl:hidden ${muted}` },
    cell: ({ row: { original } }) => formatDay(original.created_at),
  },
  {
    id: 'menu',
    header: () => <span className="sr-only">{t('Actions')}</span>,
    meta: { label: msg('Actions'), className: 'w-10' },
    cell: ({ row: { original } }) => <UserMenu user={original} self={original.id === self} />,
  },
]

function Person({ user, self }: { user: User; self: boolean }) {
  return (
    <span className="flex min-w-0 items-center gap-2.5 py-1.5">
      <span
        aria-hidden="true"
        className="grid size-7 shrink-0 place-items-center rounded-full border bg-muted text-2xs font-semibold"
      >
        {initials(user.email)}
      </span>
      <span className="min-w-0">
        <span className="flex items-center gap-1.5 leading-4 font-medium">
          <span className="truncate">{userName(user)}</span>
          {self && (
            <Badge variant="outline" className="h-4.5">
              {t('You')}
            </Badge>
          )}
          {user.banned && <StatusBadge plain status="banned" className="h-4.5 @md:hidden" />}
        </span>
        <span className="block truncate text-xs text-muted-foreground">{user.email}</span>
      </span>
    </span>
  )
}
