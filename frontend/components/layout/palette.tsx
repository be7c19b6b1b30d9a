'use client'

import { EvChargerIcon, LogOutIcon, PlusIcon, SunMoonIcon } from 'lucide-react'
import { useTheme } from 'next-themes'
import { useRouter } from 'next/navigation'
import { useState } from 'react'

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
import { useConfig } from '@/contexts/config-context'
import { accountsElsewhere } from '@/lib/config'
import { msg, t } from '@/lib/i18n'
import { useChargerSearch } from '@/lib/queries/chargers'
import { useRights, type Right } from '@/lib/rights'
import { chargerStatus } from '@/lib/status'

interface PaletteProps {
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** The palette itself; command-palette.tsx loads it. */
export default function Palette({ open, onOpenChange }: PaletteProps) {
  return (
    <CommandDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('Search or run')}
      description={t('Go to a page or a charger, or run an action')}
    >
      <Entries close={() => onOpenChange(false)} />
    </CommandDialog>
  )
}

/** `here`: only where accounts are kept here. */
const ACTIONS: { label: string; href: string; right: Right; here?: boolean }[] = [
  { label: msg('Add charger'), href: '/chargers/new', right: 'operate' },
  { label: msg('Add station'), href: '/stations?edit=new', right: 'operate' },
  { label: msg('Add id tag'), href: '/id-tags?edit=new', right: 'operate' },
  { label: msg('Reserve connector'), href: '/reservations?edit=new', right: 'operate' },
  { label: msg('Install charging profile'), href: '/profiles/new', right: 'operate' },
  { label: msg('Add configuration template'), href: '/configuration?edit=new', right: 'operate' },
  { label: msg('Upload firmware'), href: '/firmware?edit=new', right: 'operate' },
  { label: msg('Add user'), href: '/users?edit=new', right: 'administer', here: true },
  { label: msg('Make API key'), href: '/api-keys?edit=new', right: 'administer' },
  { label: msg('Add webhook'), href: '/webhooks?edit=new', right: 'administer' },
  { label: msg('Add notification rule'), href: '/notifications?edit=new', right: 'operate' },
]

function Entries({ close }: { close: () => void }) {
  const router = useRouter()
  const { signOut } = useAuth()
  const rights = useRights()
  const elsewhere = accountsElsewhere(useConfig())
  const { resolvedTheme, setTheme } = useTheme()
  const [query, setQuery] = useState('')
  const go = (href: string) => {
    close()
    router.push(href)
  }
  return (
    <>
      <CommandInput value={query} onValueChange={setQuery} placeholder={t('Search or run')} />
      <CommandList>
        <CommandEmpty>{t('Nothing is called that.')}</CommandEmpty>
        {query !== '' && <Chargers query={query} go={go} />}
        <CommandGroup heading={t('Go to')}>
          {[...sectionsFor(rights).flatMap(({ places }) => places), MY_CHARGING, ACCOUNT].map(
            ({ href, label, icon: Icon }) => (
              <CommandItem key={href} value={`go ${t(label)}`} onSelect={() => go(href)}>
                <Icon /> {t(label)}
              </CommandItem>
            ),
          )}
        </CommandGroup>
        <CommandGroup heading={t('Run')}>
          {ACTIONS.filter(({ right, here }) => rights.has(right) && !(here && elsewhere)).map(
            ({ label, href }) => (
              <CommandItem key={href} value={t(label)} onSelect={() => go(href)}>
                <PlusIcon /> {t(label)}
              </CommandItem>
            ),
          )}
          <CommandItem
            value={t('switch theme dark light')}
            onSelect={() => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark')}
          >
            <SunMoonIcon /> {resolvedTheme === 'dark' ? t('Switch to light') : t('Switch to dark')}
          </CommandItem>
          <CommandItem value={t('Sign out')} onSelect={() => void signOut()}>
            <LogOutIcon /> {t('Sign out')}
          </CommandItem>
        </CommandGroup>
        {query === '' && <Chargers query={query} go={go} />}
      </CommandList>
    </>
  )
}

function Chargers({ query, go }: { query: string; go: (href: string) => void }) {
  const { items: chargers } = useChargerSearch(query)
  if (chargers.length === 0) return null
  return (
    <CommandGroup heading={t('Chargers')}>
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
