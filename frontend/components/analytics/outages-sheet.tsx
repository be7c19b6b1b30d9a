'use client'

import { CircleCheckIcon } from 'lucide-react'
import Link from 'next/link'

import type { AnalyticsView } from '@/components/analytics/use-analytics-view'
import { SaveCsv } from '@/components/charts/save-csv'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import {
  Sheet,
  SheetContent,
  SheetDescription,
  SheetFooter,
  SheetHeader,
  SheetTitle,
} from '@/components/ui/sheet'
import { Skeleton } from '@/components/ui/skeleton'
import { formatDuration, formatExact, formatTime } from '@/lib/format'
import { t } from '@/lib/i18n'
import { outagesCsv, useOutages } from '@/lib/queries/analytics'
import { useCharger } from '@/lib/queries/chargers'

/** Not its first button, which would show its tooltip. */
function focusItself(event: Event): void {
  event.preventDefault()
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
}

/** When one charger was down. */
export function OutagesSheet({ view, id }: { view: AnalyticsView; id: string }) {
  const { from, to } = view.ask('day', 'none')
  const { data, error, refetch } = useOutages(id, { from, to })
  const name = useCharger(id).data?.charge_point_id
  return (
    <Sheet open onOpenChange={(open) => !open && view.set({ outages: null })}>
      <SheetContent onOpenAutoFocus={focusItself}>
        <SheetHeader>
          <SheetTitle>{name ? t('Outages of {charger}', { charger: name }) : t('Outages')}</SheetTitle>
          <SheetDescription>
            {t('From {from} to {to}, latest first', {
              from: formatTime(view.span.from),
              to: formatTime(Math.min(view.span.to, view.now)),
            })}
          </SheetDescription>
        </SheetHeader>
        {error && !data ? (
          <ErrorState
            title={t('The outages could not be loaded')}
            error={error}
            onRetry={() => void refetch()}
          />
        ) : !data ? (
          <div className="grid gap-3 px-5">
            <Skeleton className="h-12" />
            <Skeleton className="h-12" />
          </div>
        ) : data.items.length === 0 ? (
          <EmptyState icon={CircleCheckIcon} title={t('No outage in this time')} />
        ) : (
          <ul className="border-t">
            {data.items.map(({ cause, started_at, ended_at, duration_s }) => (
              <li key={started_at} className="flex items-center gap-3 border-b px-5 py-2.5">
                <span className="w-24">
                  <StatusBadge status={cause} />
                </span>
                <span className="min-w-0 flex-1 tabular-nums" title={formatExact(started_at)}>
                  {ended_at
                    ? t('{from} to {to}', { from: formatTime(started_at), to: formatTime(ended_at) })
                    : t('Since {from}', { from: formatTime(started_at) })}
                </span>
                <span className="font-medium tabular-nums">{formatDuration(duration_s)}</span>
              </li>
            ))}
          </ul>
        )}
        <SheetFooter className="flex-row items-center justify-between">
          <Button asChild variant="outline">
            <Link href={`/chargers/${id}`}>{t('Open the charger')}</Link>
          </Button>
          <SaveCsv name={`outages-${name ?? id}`} fetchIt={() => outagesCsv(id, { from, to })} />
        </SheetFooter>
      </SheetContent>
    </Sheet>
  )
}
