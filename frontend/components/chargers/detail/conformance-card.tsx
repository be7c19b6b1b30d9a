'use client'

import { ArrowRightIcon } from 'lucide-react'
import Link from 'next/link'

import { conformanceStatus } from '@/components/problems/problem-words'
import { ruleWords } from '@/components/problems/violation-columns'
import { StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { formatNumber, formatPercent } from '@/lib/format'
import { rich, t } from '@/lib/i18n'
import { useConformance } from '@/lib/queries/problems'
import type { BrokenRule, Charger, Conformance } from '@/lib/types'

const SHOWN = 3

/** How well this charger keeps to OCPP, what lowers its score, and since when. */
export function ConformanceCard({ charger: { id } }: { charger: Charger }) {
  const { data, error } = useConformance(id)
  if (error && !data) return null
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('Conformance')}</CardTitle>
        {data && <Score conformance={data} />}
      </CardHeader>
      {data ? (
        <p className="px-4 pb-3 text-muted-foreground">{wordsOf(data)}</p>
      ) : (
        <div className="px-4 pb-3">
          <Skeleton className="h-5" />
        </div>
      )}
      {data && data.items.length > 0 && <Rules id={id} rules={data.items} />}
    </Card>
  )
}

function Score({ conformance: { score, items } }: { conformance: Conformance }) {
  if (score === null) return <StatusBadge status="unknown" label={t('No messages')} />
  if (items.length === 0) return <StatusBadge status="done" label={formatPercent(score, 1)} />
  return <StatusBadge status={conformanceStatus(Math.min(score, 99.9))} label={formatPercent(score, 1)} />
}

function wordsOf({ messages, broken, items }: Conformance): string {
  if (messages === 0) return t('It has sent nothing in the last 7 days.')
  if (items.length === 0) {
    return t(
      '{messages, plural, one {Its # message} other {All # messages}} of the last 7 days keep to the rules.',
      {
        messages,
      },
    )
  }
  return t(
    '{broken, number} of {messages, plural, one {# message} other {# messages}} of the last 7 days {broken, plural, one {breaks} other {break}} a rule.',
    { broken, messages },
  )
}

function Rules({ id, rules }: { id: string; rules: BrokenRule[] }) {
  return (
    <>
      <ul className="px-4">
        {rules.slice(0, SHOWN).map((rule) => (
          <Rule key={rule.id} id={id} rule={rule} />
        ))}
      </ul>
      <Link
        href={`/problems/violations?charger=${id}`}
        className="flex h-10 items-center gap-1.5 border-t px-4 font-medium hover:underline hover:underline-offset-4"
      >
        {t('{count, plural, one {# broken rule} other {All # broken rules}}', { count: rules.length })}
        <ArrowRightIcon aria-hidden="true" className="size-4" />
      </Link>
    </>
  )
}

/** Leads to the messages that show it. */
function Rule({ id, rule: { rule, action, path, count, first_at } }: { id: string; rule: BrokenRule }) {
  const messages = new URLSearchParams({ rules: 'broken', ...(action && { action }) })
  return (
    <li className="flex justify-between gap-3 border-t py-2">
      <span className="min-w-0">
        <Link
          href={`/chargers/${id}/messages?${messages.toString()}`}
          className="underline decoration-border underline-offset-4 hover:decoration-foreground"
        >
          {ruleWords(rule)}
        </Link>
        <span className="block truncate text-xs text-muted-foreground">
          {action} {path}
        </span>
        <span className="block text-xs text-muted-foreground">
          {rich('since <when></when>', { when: () => <Time key="when" value={first_at} /> })}
        </span>
      </span>
      <span className="shrink-0 text-muted-foreground tabular-nums">{formatNumber(count)} ×</span>
    </li>
  )
}
