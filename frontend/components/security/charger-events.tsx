'use client'

import { ChevronRightIcon } from 'lucide-react'
import Link from 'next/link'

import { ErrorState } from '@/components/error-state'
import { EventWords, Severity } from '@/components/security/event-columns'
import { Time } from '@/components/time'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/i18n'
import { useSecurityEvents } from '@/lib/queries/security'
import type { Charger } from '@/lib/types'

const SHOWN = 6

/** The latest security events of one charger. */
export function ChargerEvents({ charger: { id } }: { charger: Charger }) {
  const { data, error, refetch } = useSecurityEvents({ charger_id: id, limit: SHOWN })
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('Security events')}</CardTitle>
      </CardHeader>
      <ul className="divide-y border-t">
        {error && !data && (
          <li>
            <ErrorState
              title={t('The security events could not be loaded')}
              error={error}
              onRetry={() => void refetch()}
            />
          </li>
        )}
        {!data && !error && (
          <li className="p-4">
            <Skeleton className="h-20" />
          </li>
        )}
        {data?.items.length === 0 && (
          <li className="px-4 py-3 text-muted-foreground">{t('Nothing has happened yet')}</li>
        )}
        {data?.items.map((event) => (
          <li key={event.id} className="px-4 py-1.5">
            <p className="flex items-center justify-between gap-3">
              <Severity event={event} />
              <Time value={event.occurred_at} className="text-xs text-muted-foreground tabular-nums" />
            </p>
            <EventWords event={event} />
          </li>
        ))}
      </ul>
      <Link
        href={`/security?view=events&charger=${id}`}
        className="flex h-10 items-center justify-between rounded-b-xl border-t px-4 text-muted-foreground transition-colors hover:bg-accent hover:text-foreground"
      >
        {t('All security events')} <ChevronRightIcon aria-hidden="true" className="size-4" />
      </Link>
    </Card>
  )
}
