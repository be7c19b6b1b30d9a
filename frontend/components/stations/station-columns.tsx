import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'

import { May } from '@/components/auth/may'
import { StationMenu } from '@/components/stations/station-menu'
import { StationState } from '@/components/stations/station-state'
import { formatLimit, formatNumber, formatPower } from '@/lib/format'
import { stationSeverity, stationWords } from '@/lib/station-status'
import { msg, t } from '@/lib/i18n'
import type { Station } from '@/lib/types'

const muted = 'text-muted-foreground'

export const stationHref = ({ id }: Pick<Station, 'id'>) => `/stations/${encodeURIComponent(id)}`

export const STATION_COLUMNS: ColumnDef<Station>[] = [
  {
    id: 'name',
    accessorFn: ({ name }) => name,
    header: msg('Station'),
    enableHiding: false,
    meta: {
      label: msg('Station'),
      className: '@max-md:py-1.5 @max-md:leading-4 @max-md:whitespace-normal',
      csv: ({ name }) => name,
    },
    cell: ({ row: { original } }) => (
      <Link
        href={stationHref(original)}
        prefetch={false}
        data-row-link
        title={original.name}
        className="line-clamp-2 max-w-72 font-medium whitespace-normal"
      >
        {original.name}
      </Link>
    ),
  },
  {
    id: 'address',
    accessorFn: ({ address }) => address ?? '',
    header: msg('Address'),
    meta: {
      label: msg('Address'),
      className: `max-w-80 truncate @max-4xl:hidden ${muted}`,
      csv: ({ address }) => address,
    },
    cell: ({ row: { original } }) => original.address,
  },
  {
    id: 'state',
    accessorFn: stationSeverity,
    header: msg('State'),
    meta: { label: msg('State'), csv: stationWords },
    cell: ({ row: { original } }) => <StationState station={original} />,
  },
  {
    id: 'chargers',
    accessorFn: ({ chargers_total }) => chargers_total,
    header: msg('Chargers'),
    meta: {
      label: msg('Chargers'),
      align: 'right',
      className: '@max-2xl:hidden',
      csv: ({ chargers_total }) => chargers_total,
    },
    cell: ({ row: { original } }) => formatNumber(original.chargers_total),
  },
  {
    id: 'available',
    accessorFn: ({ connectors_available }) => connectors_available,
    header: msg('Connectors free'),
    meta: {
      label: msg('Connectors free'),
      align: 'right',
      className: `@max-lg:hidden ${muted}`,
      csv: ({ connectors_available }) => connectors_available,
    },
    cell: ({ row: { original } }) =>
      t('{count} of {total}', {
        count: formatNumber(original.connectors_available),
        total: formatNumber(original.connectors_total),
      }),
  },
  {
    id: 'power',
    accessorFn: ({ power_w }) => power_w,
    header: msg('Power'),
    meta: {
      label: msg('Power'),
      align: 'right',
      className: '@max-[22rem]:hidden',
      csv: ({ power_w }) => power_w,
    },
    cell: ({ row: { original } }) => (original.power_w > 0 ? formatPower(original.power_w) : ''),
  },
  {
    id: 'limit',
    accessorFn: ({ power_limit_w }) => power_limit_w ?? 0,
    header: msg('Limit'),
    meta: {
      label: msg('Limit'),
      align: 'right',
      className: `@max-2xl:hidden ${muted}`,
      csv: ({ power_limit_w }) => power_limit_w,
    },
    cell: ({ row: { original } }) =>
      original.power_limit_w == null ? '' : formatLimit(original.power_limit_w),
  },
  {
    id: 'menu',
    header: () => <span className="sr-only">{t('Actions')}</span>,
    enableSorting: false,
    enableHiding: false,
    meta: { label: msg('Actions'), className: 'w-10' },
    cell: ({ row: { original } }) => (
      <May right="operate">
        <StationMenu station={original} />
      </May>
    ),
  },
]
