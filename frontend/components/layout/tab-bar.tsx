'use client'

import { LogOutIcon, MenuIcon } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useState } from 'react'

import { LanguageButtons, ThemeButtons } from '@/components/layout/appearance'
import { ACCOUNT, MY_CHARGING, TABS, isCurrent, moreFor } from '@/components/layout/navigation'
import { PlaceLink } from '@/components/layout/place-link'
import { Button } from '@/components/ui/button'
import { Sheet, SheetContent, SheetDescription, SheetHeader, SheetTitle } from '@/components/ui/sheet'
import { useAuth } from '@/contexts/auth-context'
import { t } from '@/lib/i18n'
import { useRights } from '@/lib/rights'
import { cn } from '@/lib/utils'

const TAB =
  'flex h-16 flex-1 flex-col items-center justify-center gap-1 text-2xs font-medium text-muted-foreground'

export function TabBar() {
  const pathname = usePathname()
  const [more, setMore] = useState(false)
  const inMore = moreFor(useRights()).some(({ href }) => isCurrent(href, pathname))
  return (
    <nav
      aria-label={t('Places')}
      className="fixed inset-x-0 bottom-0 z-40 flex border-t bg-card pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {TABS.map(({ href, label, icon: Icon }) => {
        const current = isCurrent(href, pathname)
        return (
          <PlaceLink
            key={href}
            href={href}
            aria-current={current ? 'page' : undefined}
            className={cn(TAB, current && 'text-foreground')}
          >
            <Icon aria-hidden="true" className="size-5" /> {t(label)}
          </PlaceLink>
        )
      })}
      <button type="button" className={cn(TAB, inMore && 'text-foreground')} onClick={() => setMore(true)}>
        <MenuIcon aria-hidden="true" className="size-5" /> {t('More')}
      </button>
      <MoreSheet open={more} onOpenChange={setMore} />
    </nav>
  )
}

function MoreSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { state, signOut } = useAuth()
  const places = [...moreFor(useRights()), MY_CHARGING, ACCOUNT]
  return (
    <Sheet open={open} onOpenChange={onOpenChange}>
      <SheetContent side="bottom">
        <SheetHeader className="pb-2">
          <SheetTitle>{t('More')}</SheetTitle>
          <SheetDescription>{state.status === 'signed-in' ? state.email : ''}</SheetDescription>
        </SheetHeader>
        <div className="flex flex-col gap-1 p-3 pb-[calc(1rem+env(safe-area-inset-bottom))]">
          {places.map(({ href, label, icon: Icon }) => (
            <PlaceLink
              key={href}
              href={href}
              onClick={() => onOpenChange(false)}
              className="flex h-12 items-center gap-3 rounded-md px-2 text-base font-medium hover:bg-accent"
            >
              <Icon aria-hidden="true" className="size-5 text-muted-foreground" /> {t(label)}
            </PlaceLink>
          ))}
          <ThemeButtons className="mt-2" />
          <LanguageButtons className="mt-1 mb-2" />
          <Button variant="outline" size="lg" onClick={signOut}>
            <LogOutIcon /> {t('Sign out')}
          </Button>
        </div>
      </SheetContent>
    </Sheet>
  )
}
