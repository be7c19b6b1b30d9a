import type { ColumnDef } from '@tanstack/react-table'

import type { ListRow } from '@/components/local-lists/list-rows'
import { LIST_MODES, LIST_STATES, versionDiffers } from '@/components/local-lists/local-list-words'
import { StatusBadge, StatusIcon } from '@/components/status-badge'
import { Time } from '@/components/time'
import { formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'

const muted = 'text-muted-foreground'

/** Made while rendering, for its words are in the reader's language. */
export function listColumns(onOpen: (id: string) => void): ColumnDef<ListRow>[] {
  return [
    {
      id: 'charger',
      accessorFn: ({ name }) => name,
      header: t('Charger'),
      enableHiding: false,
      meta: { label: t('Charger'), className: 'font-medium', csv: ({ name }) => name },
      cell: ({ row: { original } }) => (
        <button type="button" data-row-link onClick={() => onOpen(original.id)}>
          {original.name}
        </button>
      ),
    },
    {
      id: 'state',
      accessorFn: ({ list }) => list.state,
      header: t('State'),
      meta: { label: t('State'), csv: ({ list }) => list.state },
      cell: ({ row: { original } }) => {
        const { status, label, detail } = LIST_STATES[original.list.state]
        return <StatusBadge status={status} label={t(label)} title={t(detail)} />
      },
    },
    {
      id: 'mode',
      accessorFn: ({ list }) => list.mode,
      header: t('What shall be on it'),
      meta: { label: t('What shall be on it'), className: 'max-md:hidden', csv: ({ list }) => list.mode },
      cell: ({ row: { original } }) => t(LIST_MODES[original.list.mode].label),
    },
    {
      id: 'tags',
      accessorFn: ({ list }) => list.wanted_count,
      header: t('Tags'),
      meta: { label: t('Tags'), align: 'right', csv: ({ list }) => list.wanted_count },
      cell: ({ row: { original } }) => formatNumber(original.list.wanted_count),
    },
    {
      id: 'version',
      accessorFn: ({ list }) => list.acknowledged_version ?? -1,
      header: t('Version'),
      meta: {
        label: t('Version'),
        align: 'right',
        className: 'max-md:hidden',
        csv: ({ list }) => list.acknowledged_version,
      },
      cell: ({ row: { original } }) => <Version row={original} />,
    },
    {
      id: 'failures',
      accessorFn: ({ list }) => list.failures,
      header: t('Failures'),
      meta: {
        label: t('Failures'),
        align: 'right',
        className: 'max-lg:hidden',
        csv: ({ list }) => list.failures,
      },
      cell: ({ row: { original } }) => formatNumber(original.list.failures),
    },
    {
      id: 'synced',
      accessorFn: ({ list }) => list.synced_at ?? '',
      header: t('Last in step'),
      meta: {
        label: t('Last in step'),
        align: 'right',
        className: `max-sm:hidden ${muted}`,
        csv: ({ list }) => list.synced_at,
      },
      cell: ({ row: { original } }) =>
        original.list.synced_at ? <Time style="since" value={original.list.synced_at} /> : t('Never'),
    },
  ]
}

function Version({ row: { list } }: { row: ListRow }) {
  const { acknowledged_version, told_version } = list
  if (acknowledged_version === null) return <span className={muted}>{t('None yet')}</span>
  if (!versionDiffers(list)) return acknowledged_version
  return (
    <span className="inline-flex items-center gap-1.5">
      <StatusIcon status="suspect" className="size-3.5" />
      {t('{known}, the charger told {told}', { known: acknowledged_version, told: told_version })}
    </span>
  )
}
