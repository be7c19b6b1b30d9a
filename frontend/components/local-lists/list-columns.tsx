import type { ColumnDef } from '@tanstack/react-table'

import { LIST_MODES, LIST_STATES, versionDiffers } from '@/components/local-lists/local-list-words'
import { StatusBadge, StatusIcon } from '@/components/status-badge'
import { Time } from '@/components/time'
import { formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'
import type { ListRow } from '@/lib/queries/local-lists'

const muted = 'text-muted-foreground'

/** Made while rendering, for its words are in the reader's language. */
export function listColumns(onOpen: (id: string) => void): ColumnDef<ListRow>[] {
  return [
    {
      id: 'charger',
      accessorFn: ({ charge_point_id }) => charge_point_id,
      header: t('Charger'),
      enableHiding: false,
      meta: { label: t('Charger'), className: 'font-medium', csv: ({ charge_point_id }) => charge_point_id },
      cell: ({ row: { original } }) => (
        <button type="button" data-row-link onClick={() => onOpen(original.id)}>
          {original.charge_point_id}
        </button>
      ),
    },
    {
      id: 'state',
      accessorFn: ({ state }) => state,
      header: t('State'),
      meta: { label: t('State'), csv: ({ state }) => state },
      cell: ({ row: { original } }) => {
        const { status, label, detail } = LIST_STATES[original.state]
        return <StatusBadge status={status} label={t(label)} title={t(detail)} />
      },
    },
    {
      id: 'mode',
      accessorFn: ({ mode }) => mode,
      header: t('What shall be on it'),
      meta: { label: t('What shall be on it'), className: '@max-2xl:hidden', csv: ({ mode }) => mode },
      cell: ({ row: { original } }) => t(LIST_MODES[original.mode].label),
    },
    {
      id: 'tags',
      accessorFn: ({ wanted_count }) => wanted_count,
      header: t('Tags'),
      meta: { label: t('Tags'), align: 'right', csv: ({ wanted_count }) => wanted_count },
      cell: ({ row: { original } }) => formatNumber(original.wanted_count),
    },
    {
      id: 'version',
      accessorFn: ({ acknowledged_version }) => acknowledged_version ?? -1,
      header: t('Version'),
      meta: {
        label: t('Version'),
        align: 'right',
        className: '@max-2xl:hidden',
        csv: ({ acknowledged_version }) => acknowledged_version,
      },
      cell: ({ row: { original } }) => <Version list={original} />,
    },
    {
      id: 'failures',
      accessorFn: ({ failures }) => failures,
      header: t('Failures'),
      meta: {
        label: t('Failures'),
        align: 'right',
        className: '@max-3xl:hidden',
        csv: ({ failures }) => failures,
      },
      cell: ({ row: { original } }) => formatNumber(original.failures),
    },
    {
      id: 'synced',
      enableSorting: false,
      header: t('Last in step'),
      meta: {
        label: t('Last in step'),
        align: 'right',
        className: `@max-md:hidden ${muted}`,
        csv: ({ synced_at }) => synced_at,
      },
      cell: ({ row: { original } }) =>
        original.synced_at ? <Time style="since" value={original.synced_at} /> : t('Never'),
    },
  ]
}

function Version({ list }: { list: ListRow }) {
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
