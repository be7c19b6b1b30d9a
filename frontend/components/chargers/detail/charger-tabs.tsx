'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { usePathname } from 'next/navigation'

import { api } from '@/lib/api'
import { formatNumber, plural } from '@/lib/format'
import { msg } from '@/lib/i18n'
import type { Charger } from '@/lib/types'
import { cn } from '@/lib/utils'

export const TABS = [
  { path: '', label: 'Overview' },
  { path: '/commands', label: 'Commands' },
  { path: '/configuration', label: 'Configuration' },
  { path: '/messages', label: 'Messages' },
  { path: '/logs', label: msg('Logs & firmware') },
  { path: '/security', label: msg('Security') },
] as const

const HOUR = 3_600_000
const POLL_MS = 30_000
const SHOWN = 99

export function tabOf(pathname: string): (typeof TABS)[number] {
  return TABS.find(({ path }) => path && pathname.endsWith(path)) ?? TABS[0]
}

export function ChargerTabs({ charger: { id } }: { charger: Charger }) {
  const current = tabOf(usePathname())
  const broken = useBrokenRules(id)
  return (
    <nav aria-label="Charger" className="-mb-px flex [scrollbar-width:none] gap-4 overflow-x-auto md:gap-5">
      {TABS.map((tab) => (
        <Link
          key={tab.path}
          href={`/chargers/${id}${tab.path}`}
          aria-current={tab === current ? 'page' : undefined}
          className={cn(
            'flex h-11 shrink-0 items-center gap-1.5 border-b-2 border-transparent whitespace-nowrap text-muted-foreground transition-colors hover:text-foreground md:h-9',
            'focus-visible:outline-offset-[-2px]',
            tab === current && 'border-foreground font-medium text-foreground',
          )}
        >
          {tab.label}
          {tab.path === '/messages' && broken > 0 && (
            <span
              title={`${plural(broken, 'message')} of the last hour ${broken === 1 ? 'breaks' : 'break'} a rule of OCPP`}
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

/** How many messages of the last hour break a rule. Polled: events come with every message and would be too many. */
function useBrokenRules(id: string): number {
  const { data } = useQuery({
    queryKey: ['rules-broken', id],
    queryFn: async () => {
      const from = new Date(Date.now() - HOUR).toISOString()
      const query = { violations: true, from, limit: SHOWN + 1 }
      const { data } = await api.GET('/api/admin/chargers/{id}/messages', { params: { path: { id }, query } })
      return data?.items.length ?? 0
    },
    refetchInterval: POLL_MS,
  })
  return data ?? 0
}
