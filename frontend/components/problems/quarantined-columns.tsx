import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'

import { Time } from '@/components/time'
import { formatRegister } from '@/lib/format'
import { t } from '@/lib/i18n'
import type { QuarantinedStop } from '@/lib/types'

const muted = 'text-muted-foreground'

export const quarantinedColumns = (): ColumnDef<QuarantinedStop>[] => [
  {
    id: 'claimed',
    accessorFn: ({ claimed_transaction_id }) => claimed_transaction_id,
    header: t('Claimed transaction'),
    enableHiding: false,
    meta: {
      label: t('Claimed transaction'),
      className: 'font-medium @max-2xl:whitespace-normal',
      csv: ({ claimed_transaction_id }) => claimed_transaction_id,
    },
  },
  {
    id: 'charger',
    accessorFn: ({ charge_point_id }) => charge_point_id,
    header: t('Charger'),
    meta: { label: t('Charger'), csv: ({ charge_point_id }) => charge_point_id },
    cell: ({ row: { original } }) => (
      <Link
        href={`/chargers/${original.charger_id}/messages`}
        data-row-link
        className="font-medium hover:underline hover:underline-offset-4"
      >
        {original.charge_point_id}
      </Link>
    ),
  },
  {
    id: 'tag',
    accessorFn: ({ id_tag }) => id_tag ?? '',
    header: t('Tag'),
    meta: { label: t('Tag'), className: `@max-2xl:hidden ${muted}`, csv: ({ id_tag }) => id_tag },
    cell: ({ row: { original } }) => original.id_tag ?? '–',
  },
  {
    id: 'meter',
    accessorFn: ({ meter_stop }) => meter_stop ?? -1,
    header: t('Register at the stop'),
    meta: {
      label: t('Register at the stop'),
      align: 'right',
      className: '@max-2xl:hidden',
      csv: ({ meter_stop }) => meter_stop,
    },
    cell: ({ row: { original } }) =>
      original.meter_stop === null ? t('Unknown') : formatRegister(original.meter_stop),
  },
  {
    id: 'reason',
    accessorFn: ({ stop_reason }) => stop_reason,
    header: t('Reason'),
    meta: { label: t('Reason'), className: '@max-4xl:hidden', csv: ({ stop_reason }) => stop_reason },
  },
  {
    id: 'occurred',
    accessorFn: ({ occurred_at }) => occurred_at,
    header: t('Stopped'),
    meta: {
      label: t('Stopped'),
      align: 'right',
      className: `@max-4xl:hidden ${muted}`,
      csv: ({ occurred_at }) => occurred_at,
    },
    cell: ({ row: { original } }) => <Time value={original.occurred_at} />,
  },
  {
    id: 'received',
    accessorFn: ({ received_at }) => received_at,
    header: t('Arrived'),
    meta: {
      label: t('Arrived'),
      align: 'right',
      className: `@max-2xl:hidden ${muted}`,
      csv: ({ received_at }) => received_at,
    },
    cell: ({ row: { original } }) => <Time value={original.received_at} />,
  },
  {
    id: 'transaction',
    accessorFn: ({ joined_at }) => joined_at ?? '',
    header: t('Joined'),
    meta: {
      label: t('Joined'),
      align: 'right',
      className: '@max-2xl:whitespace-normal',
      csv: ({ joined_at }) => joined_at,
    },
    cell: ({ row: { original } }) =>
      original.transaction ? (
        <Link href={`/transactions/${original.transaction}`} className="underline underline-offset-4">
          {t('Open the transaction')}
        </Link>
      ) : (
        t('Waits for its start')
      ),
  },
]
