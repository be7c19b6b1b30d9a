import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'

import { selectionColumn } from '@/components/bulk/selection-column'
import { DaysLeft } from '@/components/security/days-left'
import { RevokeCertificate } from '@/components/security/revoke-certificate'
import { StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { msg, t } from '@/lib/i18n'
import { detailWords } from '@/lib/said'
import { CERTIFICATE_STATES } from '@/lib/security-words'
import type { ChargerCertificate } from '@/lib/types'

const muted = 'text-muted-foreground'

export const CERTIFICATE_COLUMNS: ColumnDef<ChargerCertificate>[] = [
  {
    id: 'charger',
    accessorFn: ({ charge_point_id }) => charge_point_id,
    header: () => t('Charger'),
    meta: { label: msg('Charger'), csv: ({ charge_point_id }) => charge_point_id },
    cell: ({ row: { original } }) => (
      <Link
        href={`/chargers/${original.charger_id}/security`}
        prefetch={false}
        data-row-link
        className="font-medium"
      >
        {original.charge_point_id ?? original.common_name}
      </Link>
    ),
  },
  {
    id: 'left',
    accessorFn: ({ not_after }) => not_after,
    header: () => t('Runs out'),
    meta: { label: msg('Runs out'), className: 'max-md:h-12', csv: ({ not_after }) => not_after },
    cell: ({ row: { original } }) => <DaysLeft certificate={original} />,
  },
  {
    id: 'state',
    accessorFn: ({ state }) => state,
    header: () => t('State'),
    meta: { label: msg('State'), className: '@max-md:hidden', csv: ({ state }) => state },
    cell: ({ row: { original } }) => <CertificateState certificate={original} />,
  },
  {
    id: 'name',
    accessorFn: ({ common_name }) => common_name,
    header: () => t('Name in it'),
    meta: {
      label: msg('Name in it'),
      className: `@max-2xl:hidden ${muted}`,
      csv: ({ common_name }) => common_name,
    },
  },
  {
    id: 'requested',
    accessorFn: ({ requested_at }) => requested_at,
    header: () => t('Requested'),
    meta: {
      label: msg('Requested'),
      align: 'right',
      className: `@max-lg:hidden ${muted}`,
      csv: ({ requested_at }) => requested_at,
    },
    cell: ({ row: { original } }) => <Time value={original.requested_at} />,
  },
  {
    id: 'deeds',
    header: () => <span className="sr-only">{t('Deeds')}</span>,
    meta: { label: msg('Deeds'), align: 'right', className: 'w-24' },
    cell: ({ row: { original } }) => <RevokeCertificate certificate={original} />,
  },
]

export function CertificateState({ certificate }: { certificate: ChargerCertificate }) {
  const { label, status } = CERTIFICATE_STATES[certificate.state]
  const detail = detailWords(certificate)
  return (
    <span className="flex min-w-0 items-center gap-2">
      <StatusBadge plain status={status} label={t(label)} />
      {detail && (
        <span title={detail} className="max-w-60 truncate text-xs text-muted-foreground">
          {detail}
        </span>
      )}
    </span>
  )
}

/** For those who may renew. */
export const SELECTABLE: ColumnDef<ChargerCertificate>[] = [
  selectionColumn(({ charge_point_id, common_name }) => charge_point_id ?? common_name),
  ...CERTIFICATE_COLUMNS,
]
