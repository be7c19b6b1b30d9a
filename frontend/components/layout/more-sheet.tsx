'use client'

import { LogOutIcon } from 'lucide-react'
import Link from 'next/link'

import { LanguageButtons, ThemeButtons } from '@/components/layout/appearance'
import { ACCOUNT, MY_CHARGING, moreFor } from '@/components/layout/navigation'
import { Button } from '@/components/ui/button'
import { Sheet, SheetContent, SheetDescription, SheetHeader, SheetTitle } from '@/components/ui/sheet'
import { useAuth } from '@/contexts/auth-context'
import { t } from '@/lib/i18n'
import { useRights } from '@/lib/rights'

/** The phone's other places; tab-bar.tsx loads it. */
export default function MoreSheet({
  open,
  onOpenChange,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
}) {
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
            <Link
              key={href}
              href={href}
              onClick={() => onOpenChange(false)}
              className="flex h-12 items-center gap-3 rounded-md px-2 text-base font-medium hover:bg-accent"
            >
              <Icon aria-hidden="true" className="size-5 text-muted-foreground" /> {t(label)}
            </Link>
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
