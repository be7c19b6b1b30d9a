import type { ColumnDef } from '@tanstack/react-table'
import { WrenchIcon } from 'lucide-react'
import Link from 'next/link'

import { May } from '@/components/auth/may'
import { DRIFT_STATES } from '@/components/configuration/drift-words'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import type { DriftRow } from '@/lib/queries/configuration'
import { saidWords } from '@/lib/said'
import type { DriftingCharger, KeyDrift } from '@/lib/types'

const muted = 'text-muted-foreground'

/** Made while rendering, for its words are in the reader's language. */
export function fleetDriftColumns(onRepair: (charger: DriftRow) => void): ColumnDef<DriftRow>[] {
  return [
    {
      id: 'charger',
      accessorFn: ({ charge_point_id }) => charge_point_id,
      header: t('Charger'),
      meta: { label: t('Charger'), className: 'font-medium', csv: ({ charge_point_id }) => charge_point_id },
      cell: ({ row: { original } }) => (
        <Link
          href={`/chargers/${original.charger_id}/configuration`}
          prefetch={false}
          data-row-link
          className="underline-offset-4 hover:underline"
        >
          {original.charge_point_id}
        </Link>
      ),
    },
    {
      id: 'model',
      accessorFn: ({ model }) => model,
      header: t('Model'),
      meta: { label: t('Model'), className: `@max-2xl:hidden ${muted}`, csv: deviceOf },
      cell: ({ row: { original } }) => deviceOf(original),
    },
    {
      id: 'state',
      enableSorting: false,
      header: t('State'),
      meta: { label: t('State'), csv: (charger) => stateWords(charger).join(', ') },
      cell: ({ row: { original } }) => <States charger={original} />,
    },
    {
      id: 'keys',
      accessorFn: ({ keys }) => keys.length,
      header: t('Keys'),
      meta: {
        label: t('Keys'),
        className: `max-w-72 truncate @max-lg:hidden ${muted}`,
        csv: ({ keys }) => keys.join(', '),
      },
      cell: ({ row: { original } }) => original.keys.join(', '),
    },
    {
      id: 'repair',
      enableSorting: false,
      header: () => <span className="sr-only">{t('Repair')}</span>,
      meta: { label: t('Repair'), align: 'right', className: 'w-24 max-md:h-12' },
      cell: ({ row: { original } }) => <RepairOne charger={original} onRepair={onRepair} />,
    },
  ]
}

const deviceOf = ({ vendor, model, firmware_version }: DriftingCharger): string =>
  [vendor, model, firmware_version].filter(Boolean).join(', ')

/** Those of its states that are not as desired. */
const shownStates = ({ states }: DriftingCharger): KeyDrift['state'][] =>
  (Object.keys(DRIFT_STATES) as KeyDrift['state'][]).filter(
    (state) => state !== 'in_step' && (states[state] ?? 0) > 0,
  )

const stateLabel = ({ states }: DriftingCharger, state: KeyDrift['state']): string =>
  t('{state}: {count}', { state: t(DRIFT_STATES[state].label), count: states[state] ?? 0 })

const contradictionWords = ({ findings }: DriftingCharger): string =>
  t('{count, plural, one {# contradiction} other {# contradictions}}', { count: findings.length })

const stateWords = (charger: DriftingCharger): string[] => [
  ...shownStates(charger).map((state) => stateLabel(charger, state)),
  ...(charger.findings.length > 0 ? [contradictionWords(charger)] : []),
]

function States({ charger }: { charger: DriftingCharger }) {
  return (
    <span className="flex flex-wrap gap-1.5">
      {shownStates(charger).map((state) => (
        <StatusBadge key={state} status={DRIFT_STATES[state].status} label={stateLabel(charger, state)} />
      ))}
      {charger.findings.length > 0 && (
        <StatusBadge
          status="rule-broken"
          label={contradictionWords(charger)}
          title={charger.findings.map(({ said }) => saidWords(said)).join(' ')}
        />
      )}
    </span>
  )
}

interface RepairOneProps {
  charger: DriftRow
  onRepair: (charger: DriftRow) => void
}

function RepairOne({ charger, onRepair }: RepairOneProps) {
  return (
    <May right="operate">
      <Button
        variant="outline"
        size="xs"
        className="max-md:h-10"
        aria-label={t('Repair {charger}', { charger: charger.charge_point_id })}
        disabled={!charger.online}
        title={charger.online ? undefined : t('The charger is offline.')}
        onClick={() => onRepair(charger)}
      >
        <WrenchIcon /> {t('Repair')}
      </Button>
    </May>
  )
}
