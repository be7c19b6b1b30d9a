'use client'

import { ChevronsUpDownIcon, LanguagesIcon, LogOutIcon, MonitorIcon, MoonIcon, SunIcon } from 'lucide-react'
import { useTheme } from 'next-themes'
import Link from 'next/link'

import { ACCOUNT, MY_CHARGING } from '@/components/layout/navigation'
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
import { useLanguage } from '@/contexts/language-context'
import { LANGUAGES, chooseLanguage, languageName, msg, t } from '@/lib/i18n'
import { ROLE_WORDS, initials, personName } from '@/lib/person'
import { useMe } from '@/lib/rights'

export const THEMES = [
  { value: 'light', label: msg('Light'), icon: SunIcon },
  { value: 'dark', label: msg('Dark'), icon: MoonIcon },
  { value: 'system', label: msg('System'), icon: MonitorIcon },
] as const

export function UserMenu() {
  const { state, signOut } = useAuth()
  const { theme, setTheme } = useTheme()
  const language = useLanguage()
  const me = useMe()
  const email = state.status === 'signed-in' ? state.email : ''
  const name = (state.status === 'signed-in' && state.name) || personName(email)
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
          <span className="block truncate leading-4 font-medium">{name}</span>
          <span className="block text-xs text-muted-foreground">
            {me.data && t(ROLE_WORDS[me.data.role])}
          </span>
        </span>
        <ChevronsUpDownIcon aria-hidden="true" className="size-4 text-muted-foreground" />
      </DropdownMenuTrigger>
      <DropdownMenuContent side="top" align="start" className="w-52">
        <DropdownMenuLabel className="truncate">{email}</DropdownMenuLabel>
        <DropdownMenuSeparator />
        {[MY_CHARGING, ACCOUNT].map(({ href, label, icon: Icon }) => (
          <DropdownMenuItem key={href} asChild>
            <Link href={href}>
              <Icon /> {t(label)}
            </Link>
          </DropdownMenuItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuRadioGroup value={theme ?? 'system'} onValueChange={setTheme}>
          {THEMES.map(({ value, label, icon: Icon }) => (
            <DropdownMenuRadioItem key={value} value={value}>
              <Icon /> {t(label)}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuRadioGroup value={language} onValueChange={(code) => void chooseLanguage(code)}>
          {LANGUAGES.map((code) => (
            <DropdownMenuRadioItem key={code} value={code} lang={code}>
              <LanguagesIcon /> {languageName(code)}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void signOut()}>
          <LogOutIcon /> {t('Sign out')}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
