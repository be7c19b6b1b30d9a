'use client'

import { StatusBadge } from '@/components/status-badge'
import { Skeleton } from '@/components/ui/skeleton'
import { energyQuantity, formatDuration, formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'
import type { TransactionSummary } from '@/lib/types'

interface TotalsBarProps {
  summary: TransactionSummary | undefined
  onSuspect: () => void
}

/** Totals of the filter, not of the page. */
export function TotalsBar({ summary, onSuspect }: TotalsBarProps) {
  const energy = summary && energyQuantity(summary.energy_wh)
  return (
    <div className="sticky bottom-0 flex min-h-11 flex-wrap items-center gap-x-6 gap-y-1 border-t bg-muted px-4 py-2 tabular-nums max-md:bottom-16">
      <span className="font-medium">{t('Total')}</span>
      {summary && energy ? (
        <>
          <Total
            value={formatNumber(summary.count)}
            unit={t('{count, plural, one {transaction} other {transactions}}', { count: summary.count })}
          />
          <Total {...energy} />
          <span className="font-semibold">{formatDuration(summary.duration_s)}</span>
          {summary.suspect > 0 && (
            <button type="button" className="ml-auto underline-offset-4 hover:underline" onClick={onSuspect}>
              <StatusBadge
                plain
                status="suspect"
                label={t('{count} suspect', { count: formatNumber(summary.suspect) })}
              />
            </button>
          )}
        </>
      ) : (
        <Skeleton className="h-5 w-64" />
      )}
    </div>
  )
}

function Total({ value, unit }: { value: string; unit: string }) {
  return (
    <span>
      <span className="font-semibold">{value}</span> <span className="text-muted-foreground">{unit}</span>
    </span>
  )
}
