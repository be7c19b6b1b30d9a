'use client'

import { LayoutDashboardIcon } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

import { May } from '@/components/auth/may'
import { Logo } from '@/components/layout/logo'
import {
  ACCOUNT,
  MY_CARDS,
  MY_CHARGING,
  MY_SESSIONS,
  isCurrent,
  type Place,
} from '@/components/layout/navigation'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { cn } from '@/lib/utils'

const PLACES = [MY_CHARGING, MY_SESSIONS, MY_CARDS, ACCOUNT]

/** `/me` is above the others of a driver, not around them. */
const isHere = ({ href }: Place, pathname: string) =>
  href === MY_CHARGING.href ? pathname === href : isCurrent(href, pathname)

/** What is one's own: one column, four places; below on the phone, above elsewhere. */
export function OwnFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-primary px-3 py-2 text-primary-foreground focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        {t('Skip to the page')}
      </a>
      <header className="sticky top-0 z-30 bg-background md:border-b">
        <div className="mx-auto flex h-14 max-w-3xl items-center gap-6 px-4 md:px-6">
          <Link href="/me" className="flex items-center gap-2.5 text-base font-semibold">
            <Logo className="size-7" /> CSMS
          </Link>
          <nav aria-label={t('Main')} className="flex gap-1 max-md:hidden">
            {PLACES.map((place) => (
              <BarLink key={place.href} place={place} />
            ))}
          </nav>
          <span className="ml-auto">
            <May right="view">
              <Button asChild variant="outline" className="max-md:h-10">
                <Link href="/">
                  <LayoutDashboardIcon /> {t('All chargers')}
                </Link>
              </Button>
            </May>
          </span>
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto flex w-full max-w-3xl flex-col gap-4 px-4 pb-24 outline-none md:px-6 md:pt-6"
      >
        {children}
      </main>
      <nav
        aria-label={t('Places')}
        className="fixed inset-x-0 bottom-0 z-40 flex border-t bg-card pb-[env(safe-area-inset-bottom)] md:hidden"
      >
        {PLACES.map((place) => (
          <TabLink key={place.href} place={place} />
        ))}
      </nav>
    </>
  )
}

function BarLink({ place }: { place: Place }) {
  const current = isHere(place, usePathname())
  return (
    <Link
      href={place.href}
      aria-current={current ? 'page' : undefined}
      className={cn(
        'flex h-8 items-center rounded-md px-2.5 font-medium text-muted-foreground transition-colors hover:text-foreground',
        current && 'bg-accent text-foreground',
      )}
    >
      {t(place.label)}
    </Link>
  )
}

function TabLink({ place }: { place: Place }) {
  const { label, href, icon: Icon } = place
  const current = isHere(place, usePathname())
  return (
    <Link
      href={href}
      aria-current={current ? 'page' : undefined}
      className={cn(
        'flex h-16 flex-1 flex-col items-center justify-center gap-1 text-2xs font-medium text-muted-foreground',
        current && 'text-foreground',
      )}
    >
      <Icon aria-hidden="true" className="size-5" /> {t(label)}
    </Link>
  )
}
