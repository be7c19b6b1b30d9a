import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'

import { May } from '@/components/auth/may'
import { CAUSES } from '@/components/problems/problem-words'
import { StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { Button } from '@/components/ui/button'
import { formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'
import type { Refusal } from '@/lib/types'

const muted = 'text-muted-foreground'

export const causeWords = (cause: string): string => {
  const label = CAUSES[cause]?.label
  return label ? t(label) : cause
}

/** The charger of this name, or the one that is probably meant. */
function chargerOf({ charger_id, charge_point_id, suggestion }: Refusal) {
  if (charger_id) return { id: charger_id, name: charge_point_id }
  return suggestion && { id: suggestion.charger_id, name: suggestion.charge_point_id }
}

export const refusalColumns = (): ColumnDef<Refusal>[] => [
  {
    id: 'name',
    accessorFn: ({ charge_point_id }) => charge_point_id,
    header: t('Name'),
    enableHiding: false,
    meta: {
      label: t('Name'),
      className: 'font-medium',
      csv: ({ charge_point_id }) => charge_point_id,
    },
    cell: ({ row: { original } }) => <Name refusal={original} />,
  },
  {
    id: 'cause',
    accessorFn: ({ cause }) => cause,
    header: t('Cause'),
    meta: { label: t('Cause'), className: 'whitespace-normal @max-4xl:py-2', csv: ({ cause }) => cause },
    cell: ({ row: { original } }) => (
      <>
        <StatusBadge status="refused" label={causeWords(original.cause)} title={t(original.detail)} />
        <span className={`block pt-1 @4xl:hidden ${muted}`}>
          <Advice refusal={original} />
        </span>
      </>
    ),
  },
  {
    id: 'advice',
    header: t('What helps'),
    enableSorting: false,
    meta: { label: t('What helps'), className: `@max-4xl:hidden whitespace-normal min-w-64 py-2 ${muted}` },
    cell: ({ row: { original } }) => <Advice refusal={original} />,
  },
  {
    id: 'address',
    accessorFn: ({ address }) => address,
    header: t('Address'),
    meta: { label: t('Address'), className: '@max-2xl:hidden', csv: ({ address }) => address },
  },
  {
    id: 'count',
    accessorFn: ({ count }) => count,
    header: t('Attempts'),
    meta: {
      label: t('Attempts'),
      align: 'right',
      className: '@max-[22rem]:hidden',
      csv: ({ count }) => count,
    },
    cell: ({ row: { original } }) => formatNumber(original.count),
  },
  {
    id: 'last',
    accessorFn: ({ last_at }) => last_at,
    header: t('Last'),
    meta: {
      label: t('Last'),
      align: 'right',
      className: `@max-xl:hidden ${muted}`,
      csv: ({ last_at }) => last_at,
    },
    cell: ({ row: { original } }) => <Time value={original.last_at} />,
  },
  {
    id: 'way',
    enableSorting: false,
    enableHiding: false,
    header: () => <span className="sr-only">{t('Way on')}</span>,
    meta: { label: t('Way on'), align: 'right', className: '@max-xl:hidden' },
    cell: ({ row: { original } }) => <WayOn refusal={original} />,
  },
]

/** On the phone it is the way to the charger. */
function Name({ refusal }: { refusal: Refusal }) {
  const charger = chargerOf(refusal)
  if (!charger) return refusal.charge_point_id
  return (
    <Link href={`/chargers/${charger.id}`} data-row-link className="hover:underline hover:underline-offset-4">
      {refusal.charge_point_id}
    </Link>
  )
}

function Advice({ refusal: { cause, detail, suggestion } }: { refusal: Refusal }) {
  if (cause === 'unknown_identity' && suggestion) {
    return t('Did you mean {charger}? Correct the name in the charger.', {
      charger: suggestion.charge_point_id,
    })
  }
  const advice = CAUSES[cause]?.advice
  return t(advice ?? detail)
}

function WayOn({ refusal }: { refusal: Refusal }) {
  const { cause, charge_point_id } = refusal
  const charger = chargerOf(refusal)
  if (charger) {
    return (
      <Button asChild variant="outline" size="xs">
        <Link href={`/chargers/${charger.id}`}>{t('Open {charger}', { charger: charger.name })}</Link>
      </Button>
    )
  }
  if (cause !== 'unknown_identity') return null
  return (
    <May right="operate">
      <Button asChild variant="outline" size="xs">
        <Link href={`/chargers/new?name=${encodeURIComponent(charge_point_id)}`} data-row-link>
          {t('Add {charger}', { charger: charge_point_id })}
        </Link>
      </Button>
    </May>
  )
}
