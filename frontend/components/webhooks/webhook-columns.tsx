import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'

import { StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { eventsText } from '@/components/webhooks/webhook-events'
import { webhookState } from '@/components/webhooks/webhook-words'
import { t } from '@/lib/i18n'
import type { Webhook } from '@/lib/types'

const muted = 'text-muted-foreground'

export const webhookHref = ({ id }: Webhook): string => `/webhooks/${id}`

/** In the reader's language, so made while rendering. */
export const webhookColumns = (): ColumnDef<Webhook>[] => [
  {
    id: 'url',
    accessorFn: ({ url }) => url,
    header: t('Address'),
    enableHiding: false,
    meta: { label: t('Address'), className: 'max-w-96 @max-lg:max-w-52', csv: ({ url }) => url },
    cell: ({ row: { original } }) => (
      <span className="block leading-4">
        <Link
          href={webhookHref(original)}
          data-row-link
          title={original.url}
          className="block truncate font-medium underline-offset-4 hover:underline"
        >
          {original.url}
        </Link>
        {original.description && (
          <span className="block truncate text-xs text-muted-foreground">{original.description}</span>
        )}
      </span>
    ),
  },
  {
    id: 'status',
    accessorFn: (webhook) => webhookState(webhook).label,
    header: t('Status'),
    meta: { label: t('Status'), csv: (webhook) => webhookState(webhook).label },
    cell: ({ row: { original } }) => <StatusBadge {...webhookState(original)} />,
  },
  {
    id: 'events',
    accessorFn: ({ events }) => eventsText(events),
    header: t('Events'),
    meta: {
      label: t('Events'),
      className: `max-w-72 truncate @max-2xl:hidden ${muted}`,
      csv: ({ events }) => eventsText(events),
    },
    cell: ({ row: { original } }) => (
      <span title={eventsText(original.events)}>{eventsText(original.events)}</span>
    ),
  },
  {
    id: 'delivered',
    accessorFn: ({ last_delivered_at }) => last_delivered_at ?? '',
    header: t('Last delivery'),
    meta: {
      label: t('Last delivery'),
      align: 'right',
      className: `@max-lg:hidden ${muted}`,
      csv: ({ last_delivered_at }) => last_delivered_at,
    },
    cell: ({ row: { original } }) => <Since value={original.last_delivered_at} never={t('Never')} />,
  },
  {
    id: 'failing',
    accessorFn: ({ failing_since }) => failing_since ?? '',
    header: t('Failing for'),
    meta: {
      label: t('Failing for'),
      align: 'right',
      className: `@max-lg:hidden ${muted}`,
      csv: ({ failing_since }) => failing_since,
    },
    cell: ({ row: { original } }) => <Since value={original.failing_since} never="–" />,
  },
]

function Since({ value, never }: { value: string | null; never: string }) {
  return value ? <Time style="since" value={value} /> : never
}
