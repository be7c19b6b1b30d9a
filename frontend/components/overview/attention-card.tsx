'use client'

import { AttentionEntry } from '@/components/overview/attention-entry'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { PlaceLink } from '@/components/layout/place-link'
import { StatusIcon } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Badge } from '@/components/ui/badge'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useAttention } from '@/lib/queries/overview'
import type { Attention } from '@/lib/types'
import { cn } from '@/lib/utils'
import { ArrowRightIcon, CircleCheckIcon } from 'lucide-react'
import { useState } from 'react'

// The phone shows the newest two and leaves room for the chart.
const ON_PHONE = 2

interface AttentionCardProps {
  className?: string
  /** Only what is about these. */
  chargers?: ReadonlySet<string>
}

export function AttentionCard({ className, chargers }: AttentionCardProps) {
  const [all, setAll] = useState(false)
  const { data: known, error, refetch } = useAttention()
  const data = known && (chargers ? onlyOf(known, chargers) : known)
  return (
    <Card className={cn('min-w-0', className)}>
      <CardHeader className="border-b max-md:min-h-11">
        <div className="flex items-center gap-2">
          <CardTitle>{t('Needs attention')}</CardTitle>
          {data && data.items.length > 0 && (
            <Badge
              variant="attention"
              className="h-4.5 min-w-4.5 justify-center rounded-full px-1 tabular-nums"
            >
              {formatNumber(data.items.length)}
            </Badge>
          )}
        </div>
        <PlaceLink
          href="/problems"
          aria-label={t('View all problems')}
          className="touch flex items-center gap-1.5 font-medium hover:underline hover:underline-offset-4 max-md:hidden"
        >
          {t('View all')} <ArrowRightIcon aria-hidden="true" className="size-4" />
        </PlaceLink>
        {data && data.items.length > ON_PHONE && (
          <Button variant="link" className="px-0 md:hidden" onClick={() => setAll(!all)}>
            {all ? t('Fewer') : t('All')} <ArrowRightIcon />
          </Button>
        )}
      </CardHeader>
      {error && !data ? (
        <ErrorState title={t('This list could not be loaded')} error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <div className="grid gap-4 p-4">
          <Skeleton className="h-32" />
          <Skeleton className="h-32" />
        </div>
      ) : data.items.length === 0 ? (
        <EmptyState icon={CircleCheckIcon} title={t('Nothing needs you')}>
          {t('Faults, silent chargers and refused connections appear here.')}
        </EmptyState>
      ) : (
        <ul>
          {data.items.map((item, index) => (
            <AttentionEntry
              key={item.id}
              item={item}
              className={cn(!all && index >= ON_PHONE && 'max-md:hidden')}
            />
          ))}
        </ul>
      )}
      {data && data.recovered_today > 0 && (
        <p className="mt-auto flex h-10 items-center gap-2 border-t px-4 text-muted-foreground max-md:hidden">
          <StatusIcon status="done" />
          {t('{count} recovered by themselves today', { count: formatNumber(data.recovered_today) })}
        </p>
      )}
    </Card>
  )
}

const onlyOf = (attention: Attention, chargers: ReadonlySet<string>): Attention => ({
  ...attention,
  items: attention.items.filter(({ charger_id }) => charger_id !== null && chargers.has(charger_id)),
  recovered_today: 0, // counted for all of them together
})
