import type { ColumnDef } from '@tanstack/react-table'

import { ConnectorName } from '@/components/connector-name'
import { StatusBadge } from '@/components/status-badge'
import { RunningDuration } from '@/components/transactions/running-duration'
import { formatClock, formatEnergy, formatExact, formatPower } from '@/lib/format'
import { msg, t } from '@/lib/i18n'
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
    header: msg('Transaction'),
    enableHiding: false,
    meta: {
      label: msg('Transaction'),
      className: 'font-medium @max-xl:w-full @max-xl:max-w-0 @max-xl:truncate',
      csv: ({ transaction_id }) => transaction_id,
    },
  },
  {
    id: 'state',
    header: msg('State'),
    meta: { label: msg('State'), csv: ({ state }) => state },
    cell: ({ row: { original } }) => (
      <StatusBadge
        status={transactionStatus(original.state)}
        {...(original.flags[0] && { title: flagWords(original.flags[0]).title })}
      />
    ),
  },
  {
    id: 'connector',
    header: msg('Connector'),
    meta: {
      label: msg('Connector'),
      className: '@max-xl:hidden',
      csv: ({ charge_point_id, connector_id }) => `${charge_point_id} / ${connector_id ?? ''}`,
    },
    cell: ({ row: { original } }) => (
      <ConnectorName charger={original.charge_point_id} connector={original.connector_id} />
    ),
  },
  {
    id: 'station',
    header: msg('Station'),
    meta: {
      label: msg('Station'),
      className: '@max-4xl:hidden max-w-32 truncate @7xl:max-w-44',
      csv: ({ station_name }) => station_name,
    },
    cell: ({ row: { original } }) => original.station_name,
  },
  {
    id: 'tag',
    header: msg('Tag'),
    meta: {
      label: msg('Tag'),
      className: `@max-3xl:hidden max-w-32 truncate @7xl:max-w-40 ${muted}`,
      csv: ({ id_tag }) => id_tag,
    },
    cell: ({ row: { original } }) => original.id_tag,
  },
  {
    id: 'started',
    header: msg('Started'),
    meta: {
      label: msg('Started'),
      align: 'right',
      className: '@max-xl:hidden',
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
    header: msg('Ended'),
    meta: {
      label: msg('Ended'),
      align: 'right',
      className: `@max-3xl:hidden ${muted}`,
      csv: ({ stopped_at }) => stopped_at,
    },
    cell: ({ row: { original } }) => original.stopped_at && formatClock(original.stopped_at),
  },
  {
    id: 'duration',
    header: msg('Duration'),
    meta: { label: msg('Duration'), align: 'right', className: `@max-2xl:hidden ${muted}`, csv: seconds },
    cell: ({ row: { original } }) => <RunningDuration transaction={original} />,
  },
  {
    id: 'highest',
    header: msg('Highest power'),
    meta: {
      label: msg('Highest power'),
      align: 'right',
      className: `@max-5xl:hidden ${muted}`,
      csv: ({ max_power_w }) => max_power_w,
    },
    cell: ({ row: { original } }) =>
      original.max_power_w === null ? '–' : formatPower(original.max_power_w),
  },
  {
    id: 'energy',
    header: msg('Energy'),
    meta: {
      label: msg('Energy'),
      align: 'right',
      className: 'font-medium',
      csv: ({ energy_wh }) => energy_wh,
    },
    cell: ({ row: { original } }) =>
      original.energy_wh === null ? t('Unknown') : formatEnergy(original.energy_wh),
  },
  {
    id: 'reason',
    header: msg('Stopped by'),
    meta: {
      label: msg('Stopped by'),
      className: `@max-[68rem]:hidden ${muted}`,
      csv: ({ stop_reason }) => stop_reason,
    },
    cell: ({ row: { original } }) => (original.stopped_at ? stoppedBy(original) : ''),
  },
]

/** Units stand in the head of the file, exact values in its cells. */
const CSV_HEADS: Record<string, string> = msg({
  duration: 'Duration, s',
  highest: 'Highest power, W',
  energy: 'Energy, Wh',
})

export const csvHead = ({ id = '', meta }: ColumnDef<Transaction>): string =>
  t(CSV_HEADS[id] ?? meta?.label ?? id)
