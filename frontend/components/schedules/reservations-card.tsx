'use client'

import { BookmarkIcon } from 'lucide-react'

import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { connectorText } from '@/components/schedules/limit-words'
import { StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { rich, t } from '@/lib/i18n'
import { useOpenReservations } from '@/lib/queries/charger-detail'
import type { Charger, Reservation } from '@/lib/types'

/** Which connectors are kept, for whom, and until when. */
export function ReservationsCard({ charger }: { charger: Charger }) {
  const { items, error, refetch } = useOpenReservations(charger.id)
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('Reservations')}</CardTitle>
      </CardHeader>
      <div className="border-t">
        {error && !items ? (
          <ErrorState title={t('The reservations could not be loaded')} error={error} onRetry={refetch} />
        ) : !items ? (
          <div className="p-4">
            <Skeleton className="h-10" />
          </div>
        ) : items.length === 0 ? (
          <EmptyState icon={BookmarkIcon} title={t('No connector is reserved')}>
            {t('A reservation keeps a connector for one id tag for a while.')}
          </EmptyState>
        ) : (
          <ul className="divide-y">
            {items.map((reservation) => (
              <Entry key={reservation.id} reservation={reservation} />
            ))}
          </ul>
        )}
      </div>
    </Card>
  )
}

function Entry({ reservation }: { reservation: Reservation }) {
  const { connector_id, id_tag, expires_at, state } = reservation
  return (
    <li className="flex items-start justify-between gap-3 px-4 py-3">
      <div className="min-w-0">
        <p className="truncate font-medium">{id_tag}</p>
        <p className="text-xs text-muted-foreground tabular-nums">
          {connector_id === 0 ? t('Any connector') : connectorText(connector_id)},{' '}
          {rich('until {time}', { time: <Time key="until" value={expires_at} /> })}
        </p>
      </div>
      {state === 'active' ? (
        <StatusBadge status="reserved" label={t('Reserved')} />
      ) : state === 'requested' ? (
        <StatusBadge status="in_progress" label={t('Requested')} />
      ) : (
        <StatusBadge status="unknown" label={t('Unknown')} />
      )}
    </li>
  )
}
