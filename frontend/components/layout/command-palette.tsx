'use client'

import { EvChargerIcon, LogOutIcon, PlusIcon, SunMoonIcon } from 'lucide-react'
import { useTheme } from 'next-themes'
import { useRouter } from 'next/navigation'
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react'

import { ACCOUNT, MY_CHARGING, sectionsFor } from '@/components/layout/navigation'
import { StatusBadge } from '@/components/status-badge'
import {
  CommandDialog,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
  CommandShortcut,
} from '@/components/ui/command'
import { useAuth } from '@/contexts/auth-context'
import { msg, t } from '@/lib/i18n'
import { useChargerSearch } from '@/lib/queries/chargers'
import { useRights, type Right } from '@/lib/rights'
import { chargerStatus } from '@/lib/status'
import { useHotkey } from '@/lib/use-hotkey'

const PaletteContext = createContext<{ open: () => void }>({ open: () => undefined })

export const useCommandPalette = () => useContext(PaletteContext)

export function CommandPaletteProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(false)
  const palette = useMemo(() => ({ open: () => setShown(true) }), [])
  useHotkey({ key: 'k', meta: true }, () => setShown((old) => !old))
  return (
    <PaletteContext value={palette}>
      {children}
      <CommandDialog
        open={shown}
        onOpenChange={setShown}
        title="Search or run"
        description="Go to a page or a charger, or run an action"
      >
        <Palette close={() => setShown(false)} />
      </CommandDialog>
    </PaletteContext>
  )
}

const ACTIONS: { label: string; href: string; right: Right }[] = [
  { label: msg('Add charger'), href: '/chargers/new', right: 'operate' },
  { label: msg('Add station'), href: '/stations?edit=new', right: 'operate' },
  { label: msg('Add id tag'), href: '/id-tags?edit=new', right: 'operate' },
  { label: msg('Upload firmware'), href: '/firmware?edit=new', right: 'operate' },
  { label: msg('Add user'), href: '/users?edit=new', right: 'administer' },
  { label: msg('Make API key'), href: '/api-keys?edit=new', right: 'administer' },
]

function Palette({ close }: { close: () => void }) {
  const router = useRouter()
  const { signOut } = useAuth()
  const rights = useRights()
  const { resolvedTheme, setTheme } = useTheme()
  const [query, setQuery] = useState('')
  const go = (href: string) => {
    close()
    router.push(href)
  }
  return (
    <>
      <CommandInput value={query} onValueChange={setQuery} placeholder="Search or run" />
      <CommandList>
        <CommandEmpty>Nothing is called that.</CommandEmpty>
        {query !== '' && <Chargers query={query} go={go} />}
        <CommandGroup heading="Go to">
          {[...sectionsFor(rights).flatMap(({ places }) => places), MY_CHARGING, ACCOUNT].map(
            ({ href, label, icon: Icon }) => (
              <CommandItem key={href} value={`go ${t(label)}`} onSelect={() => go(href)}>
                <Icon /> {t(label)}
              </CommandItem>
            ),
          )}
        </CommandGroup>
        <CommandGroup heading="Run">
          {ACTIONS.filter(({ right }) => rights.has(right)).map(({ label, href }) => (
            <CommandItem key={href} value={label} onSelect={() => go(href)}>
              <PlusIcon /> {t(label)}
            </CommandItem>
          ))}
          <CommandItem
            value="switch theme dark light"
            onSelect={() => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark')}
          >
            <SunMoonIcon /> Switch to {resolvedTheme === 'dark' ? 'light' : 'dark'}
          </CommandItem>
          <CommandItem value="sign out" onSelect={() => void signOut()}>
            <LogOutIcon /> {t('Sign out')}
          </CommandItem>
        </CommandGroup>
        {query === '' && <Chargers query={query} go={go} />}
      </CommandList>
    </>
  )
}

function Chargers({ query, go }: { query: string; go: (href: string) => void }) {
  const chargers = useChargerSearch(query)
  if (chargers.length === 0) return null
  return (
    <CommandGroup heading="Chargers">
      {chargers.map((charger) => (
        <CommandItem
          key={charger.id}
          value={`${charger.charge_point_id} ${charger.name ?? ''} ${charger.station_name ?? ''} ${charger.id}`}
          onSelect={() => go(`/chargers/${charger.id}`)}
        >
          <EvChargerIcon /> {charger.charge_point_id}
          <span className="text-muted-foreground">{charger.station_name}</span>
          <CommandShortcut>
            <StatusBadge plain status={chargerStatus(charger)} />
          </CommandShortcut>
        </CommandItem>
      ))}
    </CommandGroup>
  )
}
