import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'

import { SegmentedBar } from '@/components/overview/segmented-bar'
import { conformanceStatus } from '@/components/problems/problem-words'
import { StatusBadge, statusTone } from '@/components/status-badge'
import { Time } from '@/components/time'
import { deviceName } from '@/lib/device-name'
import { formatNumber, formatPercent } from '@/lib/format'
import { t } from '@/lib/i18n'
import type { Scorecard } from '@/lib/types'

export type ScorecardRow = Scorecard & { id: string }

const muted = 'text-muted-foreground'

/** How many of its chargers have broken no rule. */
export const keptPercent = ({ chargers, chargers_with_violations }: Scorecard): number =>
  chargers > 0 ? (100 * (chargers - chargers_with_violations)) / chargers : 100

const violationsOf = (card: Scorecard) =>
  `/problems/violations?${new URLSearchParams({ model: deviceName(card), firmware: card.firmware_version }).toString()}`

export const conformanceColumns = (): ColumnDef<ScorecardRow>[] => [
  {
    id: 'model',
    accessorFn: (card) => deviceName(card),
    header: t('Model'),
    enableHiding: false,
    meta: { label: t('Model'), className: 'font-medium', csv: (card) => deviceName(card) },
    cell: ({ row: { original } }) => (
      <span className="block leading-4">
        {deviceName(original) || t('Unknown')}
        <span className="block text-xs font-normal text-muted-foreground @xl:hidden">
          {original.firmware_version}
        </span>
      </span>
    ),
  },
  {
    id: 'firmware',
    accessorFn: ({ firmware_version }) => firmware_version,
    header: t('Firmware'),
    meta: {
      label: t('Firmware'),
      className: `@max-xl:hidden ${muted}`,
      csv: ({ firmware_version }) => firmware_version,
    },
  },
  {
    id: 'kept',
    accessorFn: keptPercent,
    header: t('Keeps to the rules'),
    meta: {
      label: t('Keeps to the rules'),
      className: '@max-xl:whitespace-normal',
      csv: (card) => Math.round(keptPercent(card) * 10) / 10,
    },
    cell: ({ row: { original } }) => (
      <span className="flex items-center gap-3">
        <StatusBadge
          status={conformanceStatus(keptPercent(original))}
          label={formatPercent(keptPercent(original))}
        />
        <SegmentedBar
          className="w-28 @max-4xl:hidden"
          total={original.chargers}
          segments={[
            {
              key: 'kept',
              value: original.chargers - original.chargers_with_violations,
              className: statusTone('done').solid,
            },
            {
              key: 'broken',
              value: original.chargers_with_violations,
              className: statusTone('rule-broken').solid,
            },
          ]}
        />
      </span>
    ),
  },
  {
    id: 'chargers',
    accessorFn: ({ chargers }) => chargers,
    header: t('Chargers'),
    meta: {
      label: t('Chargers'),
      align: 'right',
      className: '@max-xl:hidden',
      csv: ({ chargers }) => chargers,
    },
    cell: ({ row: { original } }) => formatNumber(original.chargers),
  },
  {
    id: 'kinds',
    accessorFn: ({ kinds }) => kinds,
    header: t('Broken rules'),
    meta: {
      label: t('Broken rules'),
      align: 'right',
      className: '@max-xl:whitespace-normal',
      csv: ({ kinds }) => kinds,
    },
    cell: ({ row: { original } }) =>
      original.kinds > 0 ? (
        <Link
          href={violationsOf(original)}
          data-row-link
          className="font-medium underline underline-offset-4"
        >
          {t('{count, plural, one {# kind} other {# kinds}}', { count: original.kinds })}
        </Link>
      ) : (
        '–'
      ),
  },
  {
    id: 'violations',
    accessorFn: ({ violations }) => violations,
    header: t('Times'),
    meta: {
      label: t('Times'),
      align: 'right',
      className: '@max-3xl:hidden',
      csv: ({ violations }) => violations,
    },
    cell: ({ row: { original } }) => formatNumber(original.violations),
  },
  {
    id: 'last',
    accessorFn: ({ last_at }) => last_at ?? '',
    header: t('Last'),
    meta: {
      label: t('Last'),
      align: 'right',
      className: `@max-3xl:hidden ${muted}`,
      csv: ({ last_at }) => last_at,
    },
    cell: ({ row: { original } }) => (original.last_at ? <Time value={original.last_at} /> : '–'),
  },
]
