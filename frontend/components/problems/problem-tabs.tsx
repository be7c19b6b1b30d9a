'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'

import { msg, t } from '@/lib/i18n'
import { showInRow } from '@/lib/show-in-row'
import { cn } from '@/lib/utils'

const TABS = [
  { href: '/problems', label: msg('Needs you') },
  { href: '/problems/refusals', label: msg('Refused connections') },
  { href: '/problems/violations', label: msg('Rule violations') },
  { href: '/problems/conformance', label: msg('Conformance') },
  { href: '/problems/quarantined', label: msg('Quarantined stops') },
]

/** The inbox, and the logs behind it. */
export function ProblemTabs() {
  const pathname = usePathname()
  return (
    <nav
      aria-label={t('Problems')}
      className="flex [scrollbar-width:none] gap-4 overflow-x-auto border-b max-md:-mx-4 max-md:px-4 md:gap-5"
    >
      {TABS.map(({ href, label }) => (
        <Link
          key={href}
          ref={href === pathname ? showInRow : undefined}
          href={href}
          aria-current={href === pathname ? 'page' : undefined}
          className={cn(
            'flex h-11 items-center border-b-2 border-transparent whitespace-nowrap text-muted-foreground transition-colors hover:text-foreground focus-visible:outline-offset-[-2px] md:h-9',
            href === pathname && 'border-foreground font-medium text-foreground',
          )}
        >
          {t(label)}
        </Link>
      ))}
    </nav>
  )
}

/** What each list of the logs is a part of. */
export const problemPart = () => ({
  of: { label: t('Problems'), href: '/problems' },
  tabs: <ProblemTabs />,
})
