'use client'

import { ChevronsUpDownIcon, LogOutIcon, MonitorIcon, MoonIcon, SunIcon } from 'lucide-react'
import { useTheme } from 'next-themes'

import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { useAuth } from '@/contexts/auth-context'
import { $api } from '@/lib/api'
import { ROLE_WORDS, initials, personName } from '@/lib/person'

export const THEMES = [
  { value: 'light', label: 'Light', icon: SunIcon },
  { value: 'dark', label: 'Dark', icon: MoonIcon },
  { value: 'system', label: 'System', icon: MonitorIcon },
] as const

export function UserMenu() {
  const { state, signOut } = useAuth()
  const { theme, setTheme } = useTheme()
  const me = $api.useQuery('get', '/api/me', {}, { staleTime: Infinity })
  const email = state.status === 'signed-in' ? state.email : ''
  return (
    <DropdownMenu>
      <DropdownMenuTrigger className="flex w-full items-center gap-2.5 rounded-md p-2 text-left transition-colors hover:bg-sidebar-accent/60">
        <span
          aria-hidden="true"
          className="grid size-8 shrink-0 place-items-center rounded-full border bg-muted text-xs font-semibold"
        >
          {initials(email)}
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate leading-4 font-medium">{personName(email)}</span>
          <span className="block text-xs text-muted-foreground">{me.data && ROLE_WORDS[me.data.role]}</span>
        </span>
        <ChevronsUpDownIcon aria-hidden="true" className="size-4 text-muted-foreground" />
      </DropdownMenuTrigger>
      <DropdownMenuContent side="top" align="start" className="w-52">
        <DropdownMenuLabel className="truncate">{email}</DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuRadioGroup value={theme ?? 'system'} onValueChange={setTheme}>
          {THEMES.map(({ value, label, icon: Icon }) => (
            <DropdownMenuRadioItem key={value} value={value}>
              <Icon /> {label}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void signOut()}>
          <LogOutIcon /> Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
