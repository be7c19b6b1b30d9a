'use client'

import { SearchIcon } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'

import { useCommandPalette } from '@/components/layout/command-palette'
import { Logo } from '@/components/layout/logo'
import { isCurrent, sectionsFor, type Place } from '@/components/layout/navigation'
import { PlaceLink } from '@/components/layout/place-link'
import { UserMenu } from '@/components/layout/user-menu'
import { Badge } from '@/components/ui/badge'
import { Kbd } from '@/components/ui/kbd'
import { formatNumber } from '@/lib/format'
import { rich, t } from '@/lib/i18n'
import { useCounts } from '@/lib/queries/overview'
import { useRights } from '@/lib/rights'
import { useShortcut } from '@/lib/use-shortcut'
import { cn } from '@/lib/utils'

export function Sidebar() {
  const sections = sectionsFor(useRights())
  return (
    <aside className="sticky top-0 hidden h-dvh w-56 shrink-0 flex-col border-r bg-sidebar md:flex">
      <Link href="/" className="flex h-15 items-center gap-2.5 px-4.5 text-base font-semibold">
        <Logo /> CSMS
      </Link>
      <SearchButton />
      <nav
        aria-label={t('Main')}
        className="flex flex-1 flex-col gap-4 overflow-y-auto px-3 pt-3 short:gap-1.5"
      >
        {sections.map(({ title, places }) => (
          <div key={title ?? ''}>
            {title && <p className="px-2 py-1.5 font-medium text-muted-foreground short:py-1">{t(title)}</p>}
            <ul>
              {places.map((place) => (
                <NavItem key={place.href} place={place} />
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className="p-2">
        <UserMenu />
      </div>
    </aside>
  )
}

function SearchButton() {
  const { open, prepare } = useCommandPalette()
  const shortcut = useShortcut('K')
  return (
    <button
      type="button"
      onClick={open}
      onPointerEnter={prepare}
      onFocus={prepare}
      className="mx-3 flex h-8 items-center gap-2 rounded-md border border-input bg-card px-2 text-muted-foreground shadow-card transition-colors hover:bg-accent"
    >
      <SearchIcon aria-hidden="true" className="size-4" />
      <span className="flex-1 truncate text-left">{t('Search or run')}</span>
      <Kbd className="px-1">{shortcut}</Kbd>
    </button>
  )
}

function NavItem({ place: { href, label, icon: Icon, count } }: { place: Place }) {
  const current = isCurrent(href, usePathname())
  return (
    <li>
      <PlaceLink
        href={href}
        aria-current={current ? 'page' : undefined}
        className={cn(
          'flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-muted-foreground transition-colors hover:bg-sidebar-accent/60 hover:text-foreground short:h-7',
          current && 'bg-sidebar-accent text-foreground',
        )}
      >
        <Icon aria-hidden="true" className="size-4" />
        <span className="flex-1">{t(label)}</span>
        {count && <NavCount of={count} />}
      </PlaceLink>
    </li>
  )
}

function NavCount({ of }: { of: NonNullable<Place['count']> }) {
  const value = useCounts()[of]
  if (value === undefined) return null
  if (of !== 'attention') return <span className="text-xs tabular-nums">{formatNumber(value)}</span>
  if (value === 0) return null
  return (
    <Badge variant="attention" className="h-4.5 px-1.5 tabular-nums">
      {rich('{count}<hidden> need you</hidden>', {
        count: formatNumber(value),
        hidden: (words) => <span className="sr-only">{words}</span>,
      })}
    </Badge>
  )
}
