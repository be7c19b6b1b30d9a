import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'

import { May } from '@/components/auth/may'
import { StationMenu } from '@/components/stations/station-menu'
import { StationState } from '@/components/stations/station-state'
import { formatLimit, formatNumber, formatPower } from '@/lib/format'
import { stationSeverity, stationWords } from '@/lib/station-status'
import type { Station } from '@/lib/types'

const muted = 'text-muted-foreground'

export const stationHref = ({ id }: Pick<Station, 'id'>) => `/stations/${encodeURIComponent(id)}`

export const STATION_COLUMNS: ColumnDef<Station>[] = [
  {
    id: 'name',
    accessorFn: ({ name }) => name,
    header: 'Station',
    enableHiding: false,
    meta: { label: 'Station', csv: ({ name }) => name },
    cell: ({ row: { original } }) => (
      <Link href={stationHref(original)} prefetch={false} data-row-link className="font-medium">
        {original.name}
      </Link>
    ),
  },
  {
    id: 'address',
    accessorFn: ({ address }) => address ?? '',
    header: 'Address',
    meta: {
      label: 'Address',
      className: `max-w-80 truncate max-md:hidden ${muted}`,
      csv: ({ address }) => address,
    },
    cell: ({ row: { original } }) => original.address,
  },
  {
    id: 'state',
    accessorFn: stationSeverity,
    header: 'State',
    meta: { label: 'State', csv: stationWords },
    cell: ({ row: { original } }) => <StationState station={original} />,
  },
  {
    id: 'chargers',
    accessorFn: ({ chargers_total }) => chargers_total,
    header: 'Chargers',
    meta: {
      label: 'Chargers',
      align: 'right',
      className: 'max-sm:hidden',
      csv: ({ chargers_total }) => chargers_total,
    },
    cell: ({ row: { original } }) => formatNumber(original.chargers_total),
  },
  {
    id: 'available',
    accessorFn: ({ connectors_available }) => connectors_available,
    header: 'Connectors free',
    meta: {
      label: 'Connectors free',
      align: 'right',
      className: `max-sm:hidden ${muted}`,
      csv: ({ connectors_available }) => connectors_available,
    },
    cell: ({ row: { original } }) =>
      `${formatNumber(original.connectors_available)} of ${formatNumber(original.connectors_total)}`,
  },
  {
    id: 'power',
    accessorFn: ({ power_w }) => power_w,
    header: 'Power',
    meta: { label: 'Power', align: 'right', csv: ({ power_w }) => power_w },
    cell: ({ row: { original } }) => (original.power_w > 0 ? formatPower(original.power_w) : ''),
  },
  {
    id: 'limit',
    accessorFn: ({ power_limit_w }) => power_limit_w ?? 0,
    header: 'Limit',
    meta: {
      label: 'Limit',
      align: 'right',
      className: `max-lg:hidden ${muted}`,
      csv: ({ power_limit_w }) => power_limit_w,
    },
    cell: ({ row: { original } }) =>
      original.power_limit_w == null ? '' : formatLimit(original.power_limit_w),
  },
  {
    id: 'menu',
    header: () => <span className="sr-only">Actions</span>,
    enableSorting: false,
    enableHiding: false,
    meta: { label: 'Actions', className: 'w-10' },
    cell: ({ row: { original } }) => (
      <May right="operate">
        <StationMenu station={original} />
      </May>
    ),
  },
]
