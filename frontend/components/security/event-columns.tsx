import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'

import { StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { msg, t } from '@/lib/i18n'
import { detailWords } from '@/lib/said'
import { EVENT_WORDS } from '@/lib/security-words'
import type { SecurityEvent } from '@/lib/types'

const muted = 'text-muted-foreground'

export const EVENT_COLUMNS: ColumnDef<SecurityEvent>[] = [
  {
    id: 'time',
    header: () => t('Time'),
    meta: { label: msg('Time'), className: `w-28 tabular-nums ${muted}` },
    cell: ({ row: { original } }) => <Time value={original.occurred_at} />,
  },
  {
    id: 'severity',
    header: () => t('Severity'),
    meta: { label: msg('Severity'), className: 'w-32 @max-md:hidden' },
    cell: ({ row: { original } }) => <Severity event={original} />,
  },
  {
    id: 'what',
    header: () => t('What'),
    meta: { label: msg('What'), className: 'w-full max-w-0' },
    cell: ({ row: { original } }) => <EventWords event={original} />,
  },
  {
    id: 'source',
    header: () => t('Told by'),
    meta: { label: msg('Told by'), className: `@max-2xl:hidden ${muted}` },
    cell: ({ row: { original } }) => (original.source === 'server' ? t('This server') : t('The charger')),
  },
  {
    id: 'charger',
    header: () => t('Charger'),
    meta: { label: msg('Charger') },
    cell: ({ row: { original } }) => (
      <Link
        href={`/chargers/${original.charger_id}/security`}
        prefetch={false}
        data-row-link
        className="font-medium"
      >
        {original.charge_point_id ?? t('Deleted')}
      </Link>
    ),
  },
]

export function Severity({ event: { critical } }: { event: SecurityEvent }) {
  return critical ? (
    <StatusBadge plain status="rule-broken" label={t('Critical')} />
  ) : (
    <StatusBadge plain status="completed" label={t('For information')} />
  )
}

/** Its type, what that means, and what was said with it. */
export function EventWords({ event }: { event: SecurityEvent }) {
  const { type } = event
  const meaning = EVENT_WORDS[type]
  const detail = detailWords(event)
  return (
    <span className="block leading-4">
      <span className="block truncate font-medium">{type}</span>
      <span
        title={detail ?? undefined}
        className="block text-xs text-muted-foreground @max-md:whitespace-normal @md:truncate"
      >
        {[meaning ? t(meaning) : t('A type of this vendor’s own.'), detail].filter(Boolean).join(' ')}
      </span>
    </span>
  )
}
