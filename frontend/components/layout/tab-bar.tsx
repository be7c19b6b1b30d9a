'use client'

import { MenuIcon } from 'lucide-react'
import dynamic from 'next/dynamic'
import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'

import { TABS, isCurrent, moreFor } from '@/components/layout/navigation'
import { PlaceLink } from '@/components/layout/place-link'
import { afterFirstLoad } from '@/lib/after-first-load'
import { t } from '@/lib/i18n'
import { useRights } from '@/lib/rights'
import { useMediaQuery } from '@/lib/use-media-query'
import { cn } from '@/lib/utils'

const load = () => import('@/components/layout/more-sheet')
const MoreSheet = dynamic(load, { ssr: false })

const TAB =
  'flex h-16 flex-1 flex-col items-center justify-center gap-1 text-2xs font-medium text-muted-foreground'

export function TabBar() {
  const pathname = usePathname()
  const [more, setMore] = useState(false)
  const [wanted, setWanted] = useState(false)
  if (more && !wanted) setWanted(true)
  const phone = useMediaQuery('(max-width: 767px)')
  useEffect(() => (phone ? afterFirstLoad(load) : undefined), [phone])
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
      {wanted && <MoreSheet open={more} onOpenChange={setMore} />}
    </nav>
  )
}
