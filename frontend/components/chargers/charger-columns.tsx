import type { ColumnDef } from '@tanstack/react-table'

import { ChargerMenu } from '@/components/chargers/charger-menu'
import { ConnectorDots } from '@/components/chargers/connector-dots'
import { RowLink } from '@/components/data-table/row-link'
import { Flash } from '@/components/flash'
import { STATUSES, StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { deviceName } from '@/lib/device-name'
import { formatPower } from '@/lib/format'
import { msg, t } from '@/lib/i18n'
import { securityProfileLabel } from '@/lib/security-profiles'
import { chargerStatus } from '@/lib/status'
import type { Charger } from '@/lib/types'

const muted = 'text-muted-foreground'

export const CHARGER_COLUMNS: ColumnDef<Charger>[] = [
  {
    id: 'name',
    accessorFn: ({ charge_point_id }) => charge_point_id,
    header: msg('Charger'),
    enableHiding: false,
    meta: {
      label: msg('Charger'),
      className: '@max-5xl:w-full @max-5xl:max-w-0',
      csv: ({ charge_point_id }) => charge_point_id,
    },
    cell: ({ row: { original } }) => (
      <RowLink href={`/chargers/${original.id}`} className="font-medium @max-5xl:block @max-5xl:truncate">
        {original.charge_point_id}
        {original.name && (
          <span className="ml-2 inline-block max-w-56 truncate align-bottom font-normal text-muted-foreground @max-md:ml-0 @max-md:block @max-md:max-w-full @max-md:text-xs @md:@max-5xl:inline">
            {original.name}
          </span>
        )}
      </RowLink>
    ),
  },
  {
    id: 'status',
    accessorFn: chargerStatus,
    header: msg('Status'),
    meta: { label: msg('Status'), csv: (charger) => t(STATUSES[chargerStatus(charger)].label) },
    cell: ({ row: { original } }) => <StatusBadge status={chargerStatus(original)} />,
  },
  {
    id: 'connectors',
    header: msg('Connectors'),
    enableSorting: false,
    meta: {
      label: msg('Connectors'),
      className: '@max-md:hidden',
      csv: ({ connectors }) =>
        connectors.map(({ connector_id, status }) => `${connector_id}: ${status}`).join(', '),
    },
    cell: ({ row: { original } }) => <ConnectorDots charger={original} />,
  },
  {
    id: 'station',
    accessorFn: ({ station_name }) => station_name ?? '',
    header: msg('Station'),
    meta: { label: msg('Station'), className: '@max-2xl:hidden', csv: ({ station_name }) => station_name },
    cell: ({ row: { original } }) => original.station_name ?? <span className={muted}>{t('None')}</span>,
  },
  {
    id: 'model',
    accessorFn: deviceName,
    header: msg('Model'),
    meta: { label: msg('Model'), className: `@max-4xl:hidden ${muted}`, csv: deviceName },
    cell: ({ row: { original } }) => deviceName(original),
  },
  {
    id: 'firmware',
    accessorFn: ({ firmware_version }) => firmware_version ?? '',
    header: msg('Firmware'),
    meta: {
      label: msg('Firmware'),
      className: `@max-4xl:hidden ${muted}`,
      csv: ({ firmware_version }) => firmware_version,
    },
    cell: ({ row: { original } }) => original.firmware_version,
  },
  {
    id: 'security',
    accessorFn: ({ security_profile }) => security_profile,
    header: msg('Security'),
    meta: {
      label: msg('Security'),
      className: `max-[1400px]:hidden ${muted}`,
      csv: ({ security_profile }) => security_profile,
    },
    cell: ({ row: { original } }) => securityProfileLabel(original.security_profile),
  },
  {
    id: 'seen',
    accessorFn: ({ last_seen_at }) => last_seen_at ?? '',
    header: msg('Last message'),
    meta: {
      label: msg('Last message'),
      align: 'right',
      className: `@max-2xl:hidden ${muted}`,
      csv: ({ last_seen_at }) => last_seen_at,
    },
    cell: ({ row: { original } }) =>
      original.last_seen_at ? <Time style="since" value={original.last_seen_at} /> : t('Never'),
  },
  {
    id: 'power',
    accessorFn: ({ power_w }) => power_w ?? 0,
    header: msg('Power'),
    meta: { label: msg('Power'), align: 'right', csv: ({ power_w }) => power_w },
    cell: ({ row: { original } }) => (
      <Flash value={original.power_w}>{original.power_w ? formatPower(original.power_w) : ''}</Flash>
    ),
  },
]

/** With what one may do with each. */
export const OPERATED_CHARGER_COLUMNS: ColumnDef<Charger>[] = [
  ...CHARGER_COLUMNS,
  {
    id: 'menu',
    header: () => <span className="sr-only">{t('Actions')}</span>,
    enableSorting: false,
    enableHiding: false,
    // On a phone there is no room for it: the charger's page has the same.
    meta: { label: msg('Actions'), className: 'w-10 @max-md:hidden' },
    cell: ({ row: { original } }) => <ChargerMenu charger={original} />,
  },
]
