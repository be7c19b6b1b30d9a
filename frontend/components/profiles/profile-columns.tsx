import type { ColumnDef } from '@tanstack/react-table'

import { ConnectorName } from '@/components/connector-name'
import { StepSparkline } from '@/components/profiles/step-sparkline'
import { connectorText, PURPOSES, rangeText, rhythm } from '@/components/schedules/limit-words'
import { ProfileBadge } from '@/components/schedules/profile-badge'
import { Time } from '@/components/time'
import { t } from '@/lib/i18n'
import { curveProfile } from '@/lib/schedule-curve'
import type { ChargingProfile } from '@/lib/types'

const muted = 'text-muted-foreground'

export const profileName = ({ charge_point_id, connector_id }: ChargingProfile): string =>
  `${charge_point_id ?? '?'} / ${connector_id}`

/** Made while rendering, for its words are in the reader's language. */
export function profileColumns(now: number, onOpen: (id: string) => void): ColumnDef<ChargingProfile>[] {
  return [
    {
      id: 'charger',
      accessorFn: profileName,
      header: t('Charger'),
      enableHiding: false,
      meta: { label: t('Charger'), csv: profileName },
      cell: ({ row: { original } }) => (
        <button type="button" data-row-link className="text-left" onClick={() => onOpen(original.id)}>
          <ConnectorName
            charger={original.charge_point_id ?? '?'}
            connector={original.connector_id || null}
          />
          {original.connector_id === 0 && (
            <span className="sr-only">, {connectorText(original.connector_id)}</span>
          )}
        </button>
      ),
    },
    {
      id: 'purpose',
      accessorFn: ({ purpose }) => purpose,
      header: t('For'),
      meta: { label: t('For'), csv: ({ purpose }) => purpose },
      cell: ({ row: { original } }) => t(PURPOSES[original.purpose].label),
    },
    {
      id: 'state',
      header: t('State'),
      enableSorting: false,
      meta: { label: t('State'), className: '@max-md:hidden' },
      cell: ({ row: { original } }) => <ProfileBadge profile={original} />,
    },
    {
      id: 'curve',
      header: t('Over its time'),
      enableSorting: false,
      meta: { label: t('Over its time'), className: '@max-lg:hidden' },
      cell: ({ row: { original } }) => <StepSparkline profile={original} now={now} />,
    },
    {
      id: 'limit',
      accessorFn: (profile) => rangeText(curveProfile(profile)),
      header: t('Limit'),
      enableSorting: false,
      meta: {
        label: t('Limit'),
        align: 'right',
        className: '@max-md:whitespace-normal',
        csv: (profile) => rangeText(curveProfile(profile)),
      },
      cell: ({ row: { original } }) => rangeText(curveProfile(original)),
    },
    {
      id: 'rhythm',
      accessorFn: rhythm,
      header: t('Rhythm'),
      meta: { label: t('Rhythm'), className: `@max-2xl:hidden ${muted}`, csv: rhythm },
      cell: ({ row: { original } }) => rhythm(original),
    },
    {
      id: 'level',
      accessorFn: ({ stack_level }) => stack_level,
      header: t('Stack level'),
      meta: {
        label: t('Stack level'),
        align: 'right',
        className: '@max-2xl:hidden',
        csv: ({ stack_level }) => stack_level,
      },
      cell: ({ row: { original } }) => original.stack_level,
    },
    {
      id: 'installed',
      accessorFn: ({ installed_at }) => installed_at,
      header: t('Accepted'),
      meta: {
        label: t('Accepted'),
        align: 'right',
        className: `@max-2xl:hidden ${muted}`,
        csv: ({ installed_at }) => installed_at,
      },
      cell: ({ row: { original } }) => <Time value={original.installed_at} />,
    },
  ]
}
