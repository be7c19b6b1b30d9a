import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'

import { StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { msg, t } from '@/lib/i18n'
import { securityProfileLabel } from '@/lib/security-profiles'
import { PROFILE_STATUS } from '@/lib/security-words'
import { chargerStatus } from '@/lib/status'
import type { Charger } from '@/lib/types'

const muted = 'text-muted-foreground'

export const PROFILE_COLUMNS: ColumnDef<Charger>[] = [
  {
    id: 'name',
    accessorFn: ({ charge_point_id }) => charge_point_id,
    header: () => t('Charger'),
    meta: { label: msg('Charger') },
    cell: ({ row: { original } }) => (
      <Link href={`/chargers/${original.id}/security`} prefetch={false} data-row-link className="font-medium">
        {original.charge_point_id}
      </Link>
    ),
  },
  {
    id: 'profile',
    accessorFn: ({ security_profile }) => security_profile,
    header: () => t('Profile'),
    meta: { label: msg('Profile'), className: 'max-md:h-12' },
    cell: ({ row: { original } }) => <Profile charger={original} />,
  },
  {
    id: 'station',
    accessorFn: ({ station_name }) => station_name ?? '',
    header: () => t('Station'),
    meta: { label: msg('Station'), className: '@max-xl:hidden' },
    cell: ({ row: { original } }) => original.station_name ?? <span className={muted}>{t('None')}</span>,
  },
  {
    id: 'address',
    enableSorting: false,
    header: () => t('Comes in from'),
    meta: { label: msg('Comes in from'), className: `@max-2xl:hidden ${muted}` },
    cell: ({ row: { original } }) => original.address ?? t('Unknown'),
  },
  {
    id: 'status',
    accessorFn: chargerStatus,
    header: () => t('Status'),
    meta: { label: msg('Status'), className: '@max-md:hidden' },
    cell: ({ row: { original } }) => <StatusBadge plain status={chargerStatus(original)} />,
  },
  {
    id: 'seen',
    accessorFn: ({ last_seen_at }) => last_seen_at ?? '',
    header: () => t('Last seen'),
    meta: { label: msg('Last seen'), align: 'right', className: `@max-xl:hidden ${muted}` },
    cell: ({ row: { original } }) =>
      original.last_seen_at ? <Time style="since" value={original.last_seen_at} /> : t('Never'),
  },
]

function Profile({ charger: { security_profile, pending_security_profile } }: { charger: Charger }) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      <StatusBadge
        status={PROFILE_STATUS[security_profile] ?? 'unknown'}
        label={securityProfileLabel(security_profile)}
      />
      {pending_security_profile !== null && (
        <StatusBadge
          plain
          status="in_progress"
          label={t('On its way to {profile, number}', { profile: pending_security_profile })}
        />
      )}
    </span>
  )
}
