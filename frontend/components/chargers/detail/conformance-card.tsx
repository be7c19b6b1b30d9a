'use client'

import { ArrowRightIcon } from 'lucide-react'
import Link from 'next/link'

import { ruleWords } from '@/components/problems/violation-columns'
import { StatusBadge } from '@/components/status-badge'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useChargerViolations } from '@/lib/queries/problems'
import type { Charger } from '@/lib/types'

const SHOWN = 3

/** Whether this charger keeps to OCPP, and what it breaks most. */
export function ConformanceCard({ charger: { id } }: { charger: Charger }) {
  const { items, loading, error } = useChargerViolations(id)
  if (loading || error) return null
  const worst = [...items].sort((a, b) => b.count - a.count).slice(0, SHOWN)
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('Conformance')}</CardTitle>
        {items.length === 0 ? (
          <StatusBadge status="done" label={t('Keeps to the rules')} />
        ) : (
          <StatusBadge
            status="rule-broken"
            label={t('{count, plural, one {# rule broken} other {# rules broken}}', { count: items.length })}
          />
        )}
      </CardHeader>
      {items.length > 0 && (
        <>
          <ul className="px-4">
            {worst.map(({ id: key, rule, action, path, count }) => (
              <li key={key} className="flex justify-between gap-3 border-t py-2">
                <span className="min-w-0">
                  {ruleWords(rule)}
                  <span className="block truncate text-xs text-muted-foreground">
                    {action} {path}
                  </span>
                </span>
                <span className="text-muted-foreground tabular-nums">{formatNumber(count)} ×</span>
              </li>
            ))}
          </ul>
          <Link
            href={`/problems/violations?charger=${id}`}
            className="flex h-10 items-center gap-1.5 border-t px-4 font-medium hover:underline hover:underline-offset-4"
          >
            {t('All its violations')} <ArrowRightIcon aria-hidden="true" className="size-4" />
          </Link>
        </>
      )}
    </Card>
  )
}
