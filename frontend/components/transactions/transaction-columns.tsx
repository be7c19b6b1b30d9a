import type { ColumnDef } from '@tanstack/react-table'

import { ConnectorName } from '@/components/connector-name'
import { StatusBadge } from '@/components/status-badge'
import { RunningDuration } from '@/components/transactions/running-duration'
import { formatClock, formatEnergy, formatExact, formatPower } from '@/lib/format'
import { transactionStatus } from '@/lib/status'
import { flagWords, stoppedBy } from '@/lib/transaction-words'
import type { Transaction } from '@/lib/types'

import '@/components/data-table/column-meta'

const muted = 'text-muted-foreground'

const seconds = ({ started_at, stopped_at }: Transaction) =>
  stopped_at ? Math.round((Date.parse(stopped_at) - Date.parse(started_at)) / 1000) : null

/** Those that give way while the sheet is open. */
export const WIDE_COLUMNS = ['station', 'highest', 'reason']

export const TRANSACTION_COLUMNS: ColumnDef<Transaction>[] = [
  {
    id: 'transaction',
    header: 'Transaction',
    enableHiding: false,
    meta: { label: 'Transaction', className: 'font-medium', csv: ({ transaction_id }) => transaction_id },
  },
  {
    id: 'state',
    header: 'State',
    meta: { label: 'State', csv: ({ state }) => state },
    cell: ({ row: { original } }) => (
      <StatusBadge
        status={transactionStatus(original.state)}
        {...(original.flags[0] && { title: flagWords(original.flags[0]).title })}
      />
    ),
  },
  {
    id: 'connector',
    header: 'Connector',
    meta: {
      label: 'Connector',
      className: 'max-sm:hidden',
      csv: ({ charge_point_id, connector_id }) => `${charge_point_id} / ${connector_id ?? ''}`,
    },
    cell: ({ row: { original } }) => (
      <ConnectorName charger={original.charge_point_id} connector={original.connector_id} />
    ),
  },
  {
    id: 'station',
    header: 'Station',
    meta: {
      label: 'Station',
      className: 'max-xl:hidden max-w-44 truncate',
      csv: ({ station_name }) => station_name,
    },
    cell: ({ row: { original } }) => original.station_name,
  },
  {
    id: 'tag',
    header: 'Tag',
    meta: {
      label: 'Tag',
      className: `max-sm:hidden max-w-40 truncate ${muted}`,
      csv: ({ id_tag }) => id_tag,
    },
    cell: ({ row: { original } }) => original.id_tag,
  },
  {
    id: 'started',
    header: 'Started',
    meta: {
      label: 'Started',
      align: 'right',
      className: 'max-sm:hidden',
      csv: ({ started_at }) => started_at,
    },
    cell: ({ row: { original } }) => (
      <time dateTime={original.started_at} title={formatExact(original.started_at)}>
        {formatClock(original.started_at)}
      </time>
    ),
  },
  {
    id: 'stopped',
    header: 'Ended',
    meta: {
      label: 'Ended',
      align: 'right',
      className: `max-lg:hidden ${muted}`,
      csv: ({ stopped_at }) => stopped_at,
    },
    cell: ({ row: { original } }) => original.stopped_at && formatClock(original.stopped_at),
  },
  {
    id: 'duration',
    header: 'Duration',
    meta: { label: 'Duration', align: 'right', className: `max-md:hidden ${muted}`, csv: seconds },
    cell: ({ row: { original } }) => <RunningDuration transaction={original} />,
  },
  {
    id: 'highest',
    header: 'Highest power',
    meta: {
      label: 'Highest power',
      align: 'right',
      className: `max-lg:hidden ${muted}`,
      csv: ({ max_power_w }) => max_power_w,
    },
    cell: ({ row: { original } }) =>
      original.max_power_w === null ? '–' : formatPower(original.max_power_w),
  },
  {
    id: 'energy',
    header: 'Energy',
    meta: { label: 'Energy', align: 'right', className: 'font-medium', csv: ({ energy_wh }) => energy_wh },
    cell: ({ row: { original } }) =>
      original.energy_wh === null ? 'Unknown' : formatEnergy(original.energy_wh),
  },
  {
    id: 'reason',
    header: 'Stopped by',
    meta: { label: 'Stopped by', className: `max-xl:hidden ${muted}`, csv: ({ stop_reason }) => stop_reason },
    cell: ({ row: { original } }) => (original.stopped_at ? stoppedBy(original) : ''),
  },
]

/** Units stand in the head of the file, exact values in its cells. */
const CSV_HEADS: Record<string, string> = {
  duration: 'Duration, s',
  highest: 'Highest power, W',
  energy: 'Energy, Wh',
}

export const csvHead = ({ id = '', meta }: ColumnDef<Transaction>): string =>
  CSV_HEADS[id] ?? meta?.label ?? id
