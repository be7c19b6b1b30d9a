import type { ColumnDef } from '@tanstack/react-table'
import { parseAsString, useQueryState } from 'nuqs'

import { May } from '@/components/auth/may'
import { FileMenu } from '@/components/firmware/file-menu'
import { firmwareName, meantFor } from '@/components/firmware/firmware-words'
import { StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { Button } from '@/components/ui/button'
import { totalOf } from '@/lib/charger-kinds'
import { isFor, runsIt } from '@/lib/firmware-plan'
import { formatBytes } from '@/lib/format'
import { msg, t } from '@/lib/i18n'
import { personName } from '@/lib/person'
import { useChargerSummary } from '@/lib/queries/chargers'
import type { Firmware } from '@/lib/types'

const muted = 'text-muted-foreground'

export const FILE_COLUMNS: ColumnDef<Firmware>[] = [
  {
    id: 'file',
    header: () => t('Firmware'),
    meta: { label: msg('Firmware'), className: 'font-medium max-w-72' },
    cell: ({ row: { original } }) => (
      <span className="block leading-4">
        <span className="block truncate">{firmwareName(original)}</span>
        <span className="block truncate text-xs font-normal text-muted-foreground">
          {original.note || original.file_name}
        </span>
      </span>
    ),
  },
  {
    id: 'for',
    header: () => t('For'),
    meta: { label: msg('For'), className: '@max-md:hidden' },
    cell: ({ row: { original } }) => meantFor(original),
  },
  {
    id: 'runs',
    header: () => t('Running it'),
    meta: { label: msg('Running it'), className: '@max-lg:hidden tabular-nums' },
    cell: ({ row: { original } }) => <Running firmware={original} />,
  },
  {
    id: 'signed',
    header: () => t('Signature'),
    meta: { label: msg('Signature'), className: '@max-2xl:hidden' },
    cell: ({ row: { original } }) =>
      original.signature ? (
        <StatusBadge plain status="done" label={t('Signed')} />
      ) : (
        <span className={muted}>{t('None')}</span>
      ),
  },
  {
    id: 'size',
    header: () => t('Size'),
    meta: { label: msg('Size'), align: 'right', className: `@max-lg:hidden ${muted}` },
    cell: ({ row: { original } }) => formatBytes(original.size),
  },
  {
    id: 'uploaded',
    header: () => t('Uploaded'),
    meta: { label: msg('Uploaded'), align: 'right', className: `@max-2xl:hidden ${muted}` },
    cell: ({ row: { original } }) => (
      <span className="block leading-4">
        <Time value={original.created_at} />
        <span className="block text-xs">{personName(original.created_by)}</span>
      </span>
    ),
  },
  {
    id: 'deeds',
    header: () => <span className="sr-only">{t('Deeds')}</span>,
    meta: { label: msg('Deeds'), align: 'right', className: 'w-48' },
    cell: ({ row: { original } }) => (
      <span className="flex justify-end gap-1">
        <May right="operate">
          <UpdateButton firmware={original} />
        </May>
        <FileMenu firmware={original} />
      </span>
    ),
  },
]

/** How far the fleet has it already. */
function Running({ firmware }: { firmware: Firmware }) {
  const kinds = useChargerSummary().data?.kinds ?? []
  if (!firmware.version) return <span className={muted}>{t('Version not said')}</span>
  const meant = totalOf(kinds, (kind) => isFor(firmware, kind))
  const running = totalOf(kinds, (kind) => isFor(firmware, kind) && runsIt(firmware, kind))
  return t('{running, number} of {meant, number}', { running, meant })
}

/** Opens the plan, by the address. */
function UpdateButton({ firmware }: { firmware: Firmware }) {
  const [, setUpdate] = useQueryState('update', parseAsString)
  return (
    <Button
      variant="outline"
      size="xs"
      className="max-md:h-10"
      aria-label={t('Update chargers to {name}', { name: firmwareName(firmware) })}
      onClick={() => void setUpdate(firmware.id)}
    >
      {t('Update chargers')}
    </Button>
  )
}
