import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'

import { May } from '@/components/auth/may'
import { ChargerMenu } from '@/components/chargers/charger-menu'
import { ConnectorDots } from '@/components/chargers/connector-dots'
import { Flash } from '@/components/flash'
import { STATUSES, StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { deviceName } from '@/lib/device-name'
import { formatPower } from '@/lib/format'
import { securityProfileLabel } from '@/lib/security-profiles'
import { chargerStatus } from '@/lib/status'
import type { Charger } from '@/lib/types'

const muted = 'text-muted-foreground'

export const CHARGER_COLUMNS: ColumnDef<Charger>[] = [
  {
    id: 'name',
    accessorFn: ({ charge_point_id }) => charge_point_id,
    header: 'Charger',
    enableHiding: false,
    meta: { label: 'Charger', csv: ({ charge_point_id }) => charge_point_id },
    cell: ({ row: { original } }) => (
      <Link href={`/chargers/${original.id}`} prefetch={false} data-row-link className="font-medium">
        {original.charge_point_id}
        {original.name && <span className="ml-2 font-normal text-muted-foreground">{original.name}</span>}
      </Link>
    ),
  },
  {
    id: 'status',
    accessorFn: chargerStatus,
    header: 'Status',
    meta: { label: 'Status', csv: (charger) => STATUSES[chargerStatus(charger)].label },
    cell: ({ row: { original } }) => <StatusBadge status={chargerStatus(original)} />,
  },
  {
    id: 'connectors',
    header: 'Connectors',
    enableSorting: false,
    meta: {
      label: 'Connectors',
      className: 'max-sm:hidden',
      csv: ({ connectors }) =>
        connectors.map(({ connector_id, status }) => `${connector_id}: ${status}`).join(', '),
    },
    cell: ({ row: { original } }) => <ConnectorDots charger={original} />,
  },
  {
    id: 'station',
    accessorFn: ({ station_name }) => station_name ?? '',
    header: 'Station',
    meta: { label: 'Station', className: 'max-sm:hidden', csv: ({ station_name }) => station_name },
    cell: ({ row: { original } }) => original.station_name ?? <span className={muted}>None</span>,
  },
  {
    id: 'model',
    accessorFn: deviceName,
    header: 'Model',
    meta: { label: 'Model', className: `max-lg:hidden ${muted}`, csv: deviceName },
    cell: ({ row: { original } }) => deviceName(original),
  },
  {
    id: 'firmware',
    accessorFn: ({ firmware_version }) => firmware_version ?? '',
    header: 'Firmware',
    meta: {
      label: 'Firmware',
      className: `max-xl:hidden ${muted}`,
      csv: ({ firmware_version }) => firmware_version,
    },
    cell: ({ row: { original } }) => original.firmware_version,
  },
  {
    id: 'security',
    accessorFn: ({ security_profile }) => security_profile,
    header: 'Security',
    meta: {
      label: 'Security',
      className: `max-xl:hidden ${muted}`,
      csv: ({ security_profile }) => security_profile,
    },
    cell: ({ row: { original } }) => securityProfileLabel(original.security_profile),
  },
  {
    id: 'seen',
    accessorFn: ({ last_seen_at }) => last_seen_at ?? '',
    header: 'Last message',
    meta: {
      label: 'Last message',
      align: 'right',
      className: `max-md:hidden ${muted}`,
      csv: ({ last_seen_at }) => last_seen_at,
    },
    cell: ({ row: { original } }) =>
      original.last_seen_at ? <Time style="since" value={original.last_seen_at} /> : 'Never',
  },
  {
    id: 'power',
    accessorFn: ({ power_w }) => power_w ?? 0,
    header: 'Power',
    meta: { label: 'Power', align: 'right', csv: ({ power_w }) => power_w },
    cell: ({ row: { original } }) => (
      <Flash value={original.power_w}>{original.power_w ? formatPower(original.power_w) : ''}</Flash>
    ),
  },
  {
    id: 'menu',
    header: () => <span className="sr-only">Actions</span>,
    enableSorting: false,
    enableHiding: false,
    meta: { label: 'Actions', className: 'w-10' },
    cell: ({ row: { original } }) => (
      <May right="operate">
        <ChargerMenu charger={original} />
      </May>
    ),
  },
]
