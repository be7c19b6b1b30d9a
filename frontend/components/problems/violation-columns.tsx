import type { ColumnDef } from '@tanstack/react-table'
import { parseAsString, useQueryState } from 'nuqs'

import { RULES, isRefusal } from '@/components/problems/problem-words'
import { StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { deviceName } from '@/lib/device-name'
import { formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'
import { breachWords } from '@/lib/said'
import type { Violation } from '@/lib/types'

const muted = 'text-muted-foreground'

export const useOpenViolation = () => useQueryState('violation', parseAsString)

/** "A text that is too long"; what we refused is named by our answer. */
export function ruleWords(rule: string): string {
  const words = RULES[rule]
  return words ? t(words) : t('Refused with {code}', { code: rule })
}

export const violationColumns = (): ColumnDef<Violation>[] => [
  {
    id: 'charger',
    accessorFn: ({ charge_point_id }) => charge_point_id ?? '',
    header: t('Charger'),
    enableHiding: false,
    meta: { label: t('Charger'), csv: ({ charge_point_id }) => charge_point_id },
    cell: ({ row: { original } }) => <OpenViolation violation={original} />,
  },
  {
    id: 'rule',
    accessorFn: ({ rule }) => rule,
    header: t('Rule'),
    meta: { label: t('Rule'), csv: ({ rule }) => rule },
    cell: ({ row: { original } }) => (
      <StatusBadge
        status={isRefusal(original.rule) ? 'refused' : 'rule-broken'}
        label={original.rule}
        title={ruleWords(original.rule)}
      />
    ),
  },
  {
    id: 'message',
    header: t('What was wrong'),
    enableSorting: false,
    meta: {
      label: t('What was wrong'),
      className: 'w-full max-w-0 truncate @max-2xl:hidden',
      csv: breachWords,
    },
    cell: ({ row: { original } }) => <span title={breachWords(original)}>{breachWords(original)}</span>,
  },
  {
    id: 'action',
    accessorFn: ({ action, path }) => `${action} ${path}`,
    header: t('Where'),
    meta: {
      label: t('Where'),
      className: '@max-lg:hidden',
      csv: ({ action, path }) => `${action} ${path}`.trim(),
    },
    cell: ({ row: { original } }) => (
      <>
        {original.action} <span className={muted}>{original.path}</span>
      </>
    ),
  },
  {
    id: 'model',
    accessorFn: (violation) => deviceName(violation),
    header: t('Model'),
    meta: {
      label: t('Model'),
      className: `@max-4xl:hidden ${muted}`,
      csv: ({ vendor, model }) => `${vendor} ${model}`,
    },
  },
  {
    id: 'firmware',
    accessorFn: ({ firmware_version }) => firmware_version,
    header: t('Firmware'),
    meta: {
      label: t('Firmware'),
      className: `@max-4xl:hidden ${muted}`,
      csv: ({ firmware_version }) => firmware_version,
    },
  },
  {
    id: 'count',
    accessorFn: ({ count }) => count,
    header: t('Times'),
    meta: { label: t('Times'), align: 'right', className: '@max-[22rem]:hidden', csv: ({ count }) => count },
    cell: ({ row: { original } }) => formatNumber(original.count),
  },
  {
    id: 'last',
    accessorFn: ({ last_at }) => last_at,
    header: t('Last'),
    meta: { label: t('Last'), align: 'right', className: muted, csv: ({ last_at }) => last_at },
    cell: ({ row: { original } }) => <Time value={original.last_at} />,
  },
]

function OpenViolation({ violation: { id, charge_point_id } }: { violation: Violation }) {
  const [, setOpen] = useOpenViolation()
  return (
    <button
      type="button"
      data-row-link
      className="font-medium hover:underline hover:underline-offset-4"
      onClick={() => void setOpen(id)}
    >
      {charge_point_id ?? t('Unknown')}
    </button>
  )
}
