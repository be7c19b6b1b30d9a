import type { ColumnDef } from '@tanstack/react-table'

import { RevokeButton } from '@/components/api-keys/revoke-button'
import { apiKeyStatus, SCOPE_WORDS } from '@/components/api-keys/api-key-words'
import { STATUSES, StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { formatDay } from '@/lib/format'
import { msg, t } from '@/lib/i18n'
import type { ApiKey } from '@/lib/types'

const muted = 'text-muted-foreground'
const status = (key: ApiKey) => apiKeyStatus(key, Date.now())

export const API_KEY_COLUMNS: ColumnDef<ApiKey>[] = [
  {
    id: 'name',
    accessorFn: ({ name }) => name,
    header: msg('Key'),
    enableHiding: false,
    meta: { label: msg('Key'), className: 'font-medium max-w-72', csv: ({ name }) => name },
    cell: ({ row: { original } }) => (
      <span className="block leading-4">
        <span className="block truncate">{original.name}</span>
        <span className="font-mono text-xs font-normal text-muted-foreground">{original.hint}…</span>
      </span>
    ),
  },
  {
    id: 'status',
    accessorFn: status,
    header: msg('Status'),
    meta: { label: msg('Status'), csv: (key) => t(STATUSES[status(key)].label) },
    cell: ({ row: { original } }) => <StatusBadge status={status(original)} />,
  },
  {
    id: 'scope',
    accessorFn: ({ scope }) => scope,
    header: msg('May'),
    meta: { label: msg('May'), className: '@max-md:hidden', csv: ({ scope }) => scope },
    cell: ({ row: { original } }) => t(SCOPE_WORDS[original.scope]),
  },
  {
    id: 'by',
    accessorFn: ({ created_by }) => created_by,
    header: msg('Made by'),
    meta: {
      label: msg('Made by'),
      className: `max-w-60 truncate @max-4xl:hidden ${muted}`,
      csv: ({ created_by }) => created_by,
    },
    cell: ({ row: { original } }) => original.created_by,
  },
  {
    id: 'created',
    accessorFn: ({ created_at }) => created_at,
    header: msg('Made'),
    meta: {
      label: msg('Made'),
      align: 'right',
      className: `@max-2xl:hidden ${muted}`,
      csv: ({ created_at }) => created_at,
    },
    cell: ({ row: { original } }) => <Time style="since" value={original.created_at} />,
  },
  {
    id: 'expires',
    accessorFn: ({ expires_at }) => expires_at ?? '',
    header: msg('Expires'),
    meta: {
      label: msg('Expires'),
      align: 'right',
      className: `@max-lg:hidden ${muted}`,
      csv: ({ expires_at }) => expires_at,
    },
    cell: ({ row: { original } }) => (original.expires_at ? formatDay(original.expires_at) : t('Never')),
  },
  {
    id: 'used',
    accessorFn: ({ last_used_at }) => last_used_at ?? '',
    header: msg('Last used'),
    meta: {
      label: msg('Last used'),
      align: 'right',
      className: `@max-lg:hidden ${muted}`,
      csv: ({ last_used_at }) => last_used_at,
    },
    cell: ({ row: { original } }) => <LastUse apiKey={original} />,
  },
  {
    id: 'revoke',
    header: () => <span className="sr-only">{t('Revoke')}</span>,
    enableSorting: false,
    enableHiding: false,
    meta: { label: msg('Revoke'), align: 'right', className: 'w-24' },
    cell: ({ row: { original } }) => <RevokeButton apiKey={original} />,
  },
]

/** When, and from where. */
function LastUse({ apiKey: { last_used_at, last_address } }: { apiKey: ApiKey }) {
  if (!last_used_at) return t('Never')
  return (
    <span className="block leading-4">
      <Time style="since" value={last_used_at} />
      {last_address && (
        <span className="block text-xs">{t('from {address}', { address: last_address })}</span>
      )}
    </span>
  )
}
