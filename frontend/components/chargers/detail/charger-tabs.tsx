'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'

import { api } from '@/lib/api'
import { formatNumber } from '@/lib/format'
import { msg, t } from '@/lib/i18n'
import { rulesBroken } from '@/lib/live-updates'
import { showInRow } from '@/lib/show-in-row'
import type { Charger } from '@/lib/types'
import { cn } from '@/lib/utils'

export const TABS = [
  { path: '', label: msg('Overview') },
  { path: '/commands', label: msg('Commands') },
  { path: '/configuration', label: msg('Configuration') },
  { path: '/schedules', label: msg('Schedules') },
  { path: '/messages', label: msg('Messages') },
  { path: '/logs', label: msg('Logs & firmware') },
  { path: '/security', label: msg('Security') },
] as const

const HOUR = 3_600_000
const PASSING_MS = 5 * 60_000
const SHOWN = 99

export function tabOf(pathname: string): (typeof TABS)[number] {
  return TABS.find(({ path }) => path && pathname.endsWith(path)) ?? TABS[0]
}

export function ChargerTabs({ charger: { id } }: { charger: Charger }) {
  const current = tabOf(usePathname())
  const broken = useBrokenRules(id)
  const shown = useRef<HTMLAnchorElement>(null)
  // The count comes later and is as wide as a word.
  useEffect(() => showInRow(shown.current), [current, broken])
  return (
    <nav
      aria-label={t('Charger')}
      className="-mb-px flex [scrollbar-width:none] gap-4 overflow-x-auto md:gap-5"
    >
      {TABS.map((tab) => (
        <Link
          key={tab.path}
          ref={tab === current ? shown : undefined}
          href={`/chargers/${id}${tab.path}`}
          aria-current={tab === current ? 'page' : undefined}
          // A list that is scrolled holds back what is new: each tab begins at its head.
          onClick={() => window.scrollTo({ top: 0 })}
          className={cn(
            'flex h-11 shrink-0 items-center gap-1.5 border-b-2 border-transparent whitespace-nowrap text-muted-foreground transition-colors hover:text-foreground md:h-9',
            'focus-visible:outline-offset-[-2px]',
            tab === current && 'border-foreground font-medium text-foreground',
          )}
        >
          {t(tab.label)}
          {tab.path === '/messages' && broken > 0 && (
            <span
              title={t(
                '{count, plural, one {# message of the last hour breaks a rule of OCPP} other {# messages of the last hour break a rule of OCPP}}',
                { count: broken },
              )}
              className="rounded-full bg-suspended-soft px-1.5 text-2xs font-medium text-suspended tabular-nums"
            >
              {broken > SHOWN ? `${SHOWN}+` : formatNumber(broken)}
            </span>
          )}
        </Link>
      ))}
    </nav>
  )
}

/** How many messages of the last hour break a rule. Events tell of new ones; that old ones have passed, nobody does. */
function useBrokenRules(id: string): number {
  const { data } = useQuery({
    queryKey: rulesBroken(id),
    queryFn: async () => {
      const from = new Date(Date.now() - HOUR).toISOString()
      const query = { violations: true, from, limit: SHOWN + 1 }
      const { data } = await api.GET('/api/admin/chargers/{id}/messages', { params: { path: { id }, query } })
      return data?.items.length ?? 0
    },
    refetchInterval: PASSING_MS,
  })
  return data ?? 0
}
