import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'

import { May } from '@/components/auth/may'
import { ConnectorName } from '@/components/connector-name'
import { CancelButton } from '@/components/reservations/cancel-reservation'
import { isOpen, STATES } from '@/components/reservations/reservation-words'
import { StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { t } from '@/lib/i18n'
import { detailWords } from '@/lib/said'
import type { Reservation } from '@/lib/types'

const muted = 'text-muted-foreground'

/** Made while rendering: their heads are translated. The dialog to cancel outlives the row, which may leave the list. */
export const reservationColumns = (
  onCancel: (reservation: Reservation) => void,
): ColumnDef<Reservation>[] => [
  {
    id: 'connector',
    header: t('Connector'),
    meta: { label: t('Connector') },
    cell: ({ row: { original } }) => (
      <Link href={`/chargers/${original.charger_id}`} prefetch={false} data-row-link>
        <ConnectorName
          charger={original.charge_point_id}
          connector={original.connector_id === 0 ? null : original.connector_id}
        />
        {original.connector_id === 0 && <span className={muted}> {t('any connector')}</span>}
        <span className="block text-xs text-muted-foreground @md:hidden">{original.id_tag}</span>
      </Link>
    ),
  },
  {
    id: 'state',
    header: t('State'),
    meta: { label: t('State'), className: '@max-md:px-1' },
    cell: ({ row: { original } }) => {
      const { status, label } = STATES[original.state]
      return <StatusBadge status={status} label={t(label)} title={detailWords(original) ?? undefined} />
    },
  },
  {
    id: 'tag',
    header: t('Id tag'),
    meta: { label: t('Id tag'), className: '@max-md:hidden' },
    cell: ({ row: { original } }) => original.id_tag,
  },
  {
    id: 'until',
    header: t('Until'),
    meta: { label: t('Until'), align: 'right', className: '@max-md:px-1' },
    cell: ({ row: { original } }) => <Time value={original.expires_at} />,
  },
  {
    id: 'made',
    header: t('Made'),
    meta: { label: t('Made'), align: 'right', className: `@max-lg:hidden ${muted}` },
    cell: ({ row: { original } }) => <Time value={original.created_at} />,
  },
  {
    id: 'result',
    header: t('What came of it'),
    meta: { label: t('What came of it'), className: 'max-w-80 truncate @max-2xl:hidden' },
    cell: ({ row: { original } }) => <Result reservation={original} />,
  },
  {
    id: 'cancel',
    header: () => <span className="sr-only">{t('Actions')}</span>,
    meta: { label: t('Actions'), className: 'w-24 text-right @max-md:px-1' },
    cell: ({ row: { original } }) =>
      isOpen(original) && (
        <May right="operate">
          <CancelButton reservation={original} onClick={() => onCancel(original)} />
        </May>
      ),
  },
]

function Result({ reservation }: { reservation: Reservation }) {
  const { transaction, conflict } = reservation
  const session = transaction ?? conflict
  if (!session) return <span className={muted}>{detailWords(reservation)}</span>
  return (
    <Link href={`/transactions/${session}`} prefetch={false} className="underline-offset-4 hover:underline">
      {transaction ? t('Its session') : t('Somebody else charged there')}
    </Link>
  )
}
