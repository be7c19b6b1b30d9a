'use client'

import { ChevronLeftIcon, ChevronRightIcon, SearchIcon } from 'lucide-react'
import Link from 'next/link'
import { createContext, useContext, useEffect, type ReactNode } from 'react'
import { createPortal } from 'react-dom'

import { useCommandPalette } from '@/components/layout/command-palette'
import { LiveIndicator } from '@/components/layout/live-indicator'
import { Logo } from '@/components/layout/logo'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { nameTab } from '@/lib/tab-title'

/** Where a page puts its part of the bar above it. */
export const PageBarSlots = createContext<{ desktop: HTMLElement | null; phone: HTMLElement | null }>({
  desktop: null,
  phone: null,
})

export interface Crumb {
  label: string
  href?: string
}

interface PageBarProps {
  crumbs: Crumb[]
  /** On the phone, in place of the last crumb. */
  phone?: ReactNode
  /** On the phone, an arrow to the page above in place of the logo. */
  back?: string
  /** On the phone, at the right end in place of Live and search. */
  phoneEnd?: ReactNode
}

/** Every page renders one: its breadcrumbs in the desktop's bar, its title or controls in the phone's. */
export function PageBar({ crumbs, phone, back, phoneEnd }: PageBarProps) {
  const slots = useContext(PageBarSlots)
  useTabName(crumbs)
  return (
    <>
      {slots.desktop && createPortal(<Breadcrumbs crumbs={crumbs} />, slots.desktop)}
      {slots.phone &&
        createPortal(
          <>
            {back ? <BackLink href={back} /> : <Logo className="size-7" />}
            <div className="min-w-0 flex-1">
              {phone ?? (
                <span className="block truncate text-base font-semibold">{crumbs.at(-1)?.label}</span>
              )}
            </div>
            {phoneEnd ?? <PhoneEnd />}
          </>,
          slots.phone,
        )}
    </>
  )
}

/** Below a list, the tab is called after the one thing; "CP-0038 · Messages". */
function useTabName(crumbs: Crumb[]) {
  const names = crumbs
    .slice(1)
    .map(({ label }) => label)
    .join('\n')
  useEffect(() => (names ? nameTab(names.split('\n')) : undefined), [names])
}

function Breadcrumbs({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label={t('Breadcrumb')} className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1.5">
        {crumbs.map(({ label, href }, index) => (
          <li key={label} className="flex min-w-0 items-center gap-1.5 not-last:shrink-0">
            {index > 0 && <ChevronRightIcon aria-hidden="true" className="size-3.5 text-muted-foreground" />}
            {href ? (
              <Link href={href} className="text-muted-foreground transition-colors hover:text-foreground">
                {label}
              </Link>
            ) : (
              <span aria-current="page" className="truncate font-medium">
                {label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

function BackLink({ href }: { href: string }) {
  return (
    <Button asChild variant="ghost" size="icon-lg" className="-ml-2 text-foreground">
      <Link href={href} aria-label={t('Back')}>
        <ChevronLeftIcon className="size-5" />
      </Link>
    </Button>
  )
}

function PhoneEnd() {
  const { open } = useCommandPalette()
  return (
    <>
      <LiveIndicator />
      <Button
        variant="ghost"
        size="icon-lg"
        className="-mr-2 text-foreground"
        aria-label={t('Search')}
        onClick={open}
      >
        <SearchIcon className="size-5" />
      </Button>
    </>
  )
}
