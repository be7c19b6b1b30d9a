'use client'

import { ChevronsUpDownIcon } from 'lucide-react'
import { lazy } from 'react'

import { LaterMenu } from '@/components/later-menu'
import { useAuth } from '@/contexts/auth-context'
import { t } from '@/lib/i18n'
import { ROLE_WORDS, initials, personName } from '@/lib/person'
import { useMe } from '@/lib/rights'

const load = () => import('@/components/layout/user-menu-list')
const UserMenuList = lazy(load)

export function UserMenu() {
  const { state } = useAuth()
  const me = useMe()
  const email = state.status === 'signed-in' ? state.email : ''
  const name = (state.status === 'signed-in' && state.name) || personName(email)
  return (
    <LaterMenu
      load={load}
      button={
        <button
          type="button"
          className="flex w-full items-center gap-2.5 rounded-md p-2 text-left transition-colors hover:bg-sidebar-accent/60"
        >
          <span
            aria-hidden="true"
            className="grid size-8 shrink-0 place-items-center rounded-full border bg-muted text-xs font-semibold"
          >
            {initials(email)}
          </span>
          <span className="min-w-0 flex-1">
            <span className="block truncate leading-4 font-medium">{name}</span>
            <span className="block text-xs text-muted-foreground">
              {me.data && t(ROLE_WORDS[me.data.role])}
            </span>
          </span>
          <ChevronsUpDownIcon aria-hidden="true" className="size-4 text-muted-foreground" />
        </button>
      }
    >
      {(button) => <UserMenuList email={email}>{button}</UserMenuList>}
    </LaterMenu>
  )
}
