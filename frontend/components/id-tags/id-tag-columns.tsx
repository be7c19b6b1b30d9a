import type { ColumnDef } from '@tanstack/react-table'

import { IdTagMenu } from '@/components/id-tags/id-tag-menu'
import { STATUSES, StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { formatDay, formatNumber } from '@/lib/format'
import { msg, t } from '@/lib/i18n'
import { idTagStatus } from '@/lib/status'
import type { IdTag } from '@/lib/types'

const muted = 'text-muted-foreground'
const status = (tag: IdTag) => idTagStatus(tag, Date.now())

export const ID_TAG_COLUMNS: ColumnDef<IdTag>[] = [
  {
    id: 'id_tag',
    accessorFn: ({ id_tag }) => id_tag,
    header: msg('Id tag'),
    enableHiding: false,
    meta: { label: msg('Id tag'), className: 'font-medium', csv: ({ id_tag }) => id_tag },
    cell: ({ row: { original } }) => original.id_tag,
  },
  {
    id: 'status',
    accessorFn: status,
    header: msg('Status'),
    meta: { label: msg('Status'), csv: (tag) => t(STATUSES[status(tag)].label) },
    cell: ({ row: { original } }) => <StatusBadge status={status(original)} />,
  },
  {
    id: 'note',
    accessorFn: ({ note }) => note ?? '',
    header: msg('Note'),
    meta: {
      label: msg('Note'),
      className: 'max-w-72 truncate @max-md:hidden @max-4xl:w-full @max-4xl:max-w-0',
      csv: ({ note }) => note,
    },
    cell: ({ row: { original } }) => original.note,
  },
  {
    id: 'parent',
    accessorFn: ({ parent_id_tag }) => parent_id_tag ?? '',
    header: msg('Parent'),
    meta: {
      label: msg('Parent'),
      className: `@max-2xl:hidden ${muted}`,
      csv: ({ parent_id_tag }) => parent_id_tag,
    },
    cell: ({ row: { original } }) => original.parent_id_tag,
  },
  {
    id: 'expires',
    accessorFn: ({ expires_at }) => expires_at ?? '',
    header: msg('Expires'),
    meta: {
      label: msg('Expires'),
      className: `@max-lg:hidden ${muted}`,
      csv: ({ expires_at }) => expires_at,
    },
    cell: ({ row: { original } }) => (original.expires_at ? formatDay(original.expires_at) : t('Never')),
  },
  {
    id: 'active',
    accessorFn: ({ active_transactions }) => active_transactions,
    header: msg('Charging now'),
    meta: {
      label: msg('Charging now'),
      align: 'right',
      className: '@max-md:hidden',
      csv: ({ active_transactions }) => active_transactions,
    },
    cell: ({ row: { original } }) => <Active tag={original} />,
  },
  {
    id: 'used',
    accessorFn: ({ last_used_at }) => last_used_at ?? '',
    header: msg('Last used'),
    meta: {
      label: msg('Last used'),
      align: 'right',
      className: `@max-2xl:hidden ${muted}`,
      csv: ({ last_used_at }) => last_used_at,
    },
    cell: ({ row: { original } }) =>
      original.last_used_at ? <Time style="since" value={original.last_used_at} /> : t('Never'),
  },
  {
    id: 'menu',
    header: () => <span className="sr-only">{t('Actions')}</span>,
    enableSorting: false,
    enableHiding: false,
    meta: { label: msg('Actions'), className: 'w-10' },
    cell: ({ row: { original } }) => <IdTagMenu tag={original} />,
  },
]

function Active({ tag: { active_transactions, max_active_transactions } }: { tag: IdTag }) {
  const count = formatNumber(active_transactions)
  return (
    <span className={active_transactions > 0 ? '' : muted}>
      {max_active_transactions == null
        ? count
        : t('{count} of {total}', { count, total: formatNumber(max_active_transactions) })}
    </span>
  )
}
