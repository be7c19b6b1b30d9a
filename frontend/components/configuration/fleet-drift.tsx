'use client'

import { ActivityIcon, CircleCheckIcon, WrenchIcon } from 'lucide-react'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useMemo, useState } from 'react'

import { May } from '@/components/auth/may'
import { DRIFT_STATES } from '@/components/configuration/drift-words'
import { fleetDriftColumns } from '@/components/configuration/fleet-drift-columns'
import { RepairDialog, repairText } from '@/components/configuration/repair-dialog'
import { useDriftList } from '@/components/configuration/use-drift-list'
import { DataTable } from '@/components/data-table/data-table'
import { EndlessFooter } from '@/components/data-table/endless-rows'
import { Filters, type Filter } from '@/components/data-table/filters'
import { NoMatch } from '@/components/data-table/no-match'
import { SearchField } from '@/components/data-table/search-field'
import { ExportAll } from '@/components/data-table/table-actions'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { Button } from '@/components/ui/button'
import { Card, CardTitle } from '@/components/ui/card'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import type { DriftRow } from '@/lib/queries/configuration'
import { toast } from '@/lib/toast'

const STATES = [
  'differs',
  'unknown',
  'pending_reboot',
  'read_only',
  'rejected',
  'not_supported',
  'contradiction',
] as const
type State = (typeof STATES)[number]

const stateWords = (state: State): string =>
  state === 'contradiction' ? t('Contradictions') : t(DRIFT_STATES[state].label)

/** Where chargers are not as desired, and the way to put it right. */
export function FleetDrift() {
  const [state, setState] = useQueryState('state', parseAsStringLiteral(STATES))
  const [repairing, setRepairing] = useState<DriftRow[] | null>(null)
  const columns = useMemo(() => fleetDriftColumns((charger) => setRepairing([charger])), [])
  const { list, rows, source, online, fetchAll } = useDriftList({
    columns,
    filter: { state: state ?? 'drifting' },
  })
  const narrowed = state !== null || list.url.search !== ''
  const clear = () => {
    list.url.setSearch('')
    void setState(null)
  }
  return (
    <section aria-label={t('Drift')} className="flex flex-col gap-3 md:gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <CardTitle className="mr-2">{t('Drift')}</CardTitle>
        <SearchField
          value={list.url.search}
          onChange={list.url.setSearch}
          placeholder={t('Charger, station')}
        />
        <Filters filters={[stateFilter(state, (value) => void setState(value))]} onClear={clear} />
        <span className="ml-auto flex gap-2">
          <span className="max-md:hidden">
            <ExportAll table={list.table} name={t('Drift')} fetchAll={fetchAll} />
          </span>
          <RepairAll count={online} fetchChargers={fetchAll} onRepair={setRepairing} />
        </span>
      </div>
      {source.error && rows.length === 0 ? (
        <Card>
          <ErrorState
            title={t('The drift could not be worked out')}
            error={source.error}
            onRetry={source.refetch}
          />
        </Card>
      ) : (
        <DataTable
          table={list.table}
          label={t('Drift')}
          loading={source.loading}
          endless={list.endless}
          footer={<EndlessFooter noun={t('chargers')} endless={list.endless} />}
          empty={
            narrowed ? (
              <NoMatch title={t('No charger matches')} onClear={clear} />
            ) : (
              <EmptyState icon={CircleCheckIcon} title={t('Every charger is as desired')}>
                {t('Where a charger reports another value than the desired one, it is listed here.')}
              </EmptyState>
            )
          }
        />
      )}
      {repairing && <RepairDialog chargers={repairing} onClose={() => setRepairing(null)} />}
    </section>
  )
}

const stateFilter = (state: State | null, choose: (state: State | null) => void): Filter => ({
  key: 'state',
  label: t('State'),
  icon: ActivityIcon,
  options: STATES.map((value) => ({ value, label: stateWords(value) })),
  value: state,
  onChange: (value) => choose(value as State | null),
})

interface RepairAllProps {
  /** How many of those that match are online. */
  count: number
  fetchChargers: () => Promise<DriftRow[]>
  onRepair: (chargers: DriftRow[]) => void
}

/** All that match, not only those that have come into the table. */
function RepairAll({ count, fetchChargers, onRepair }: RepairAllProps) {
  const [busy, setBusy] = useState(false)
  const ask = async () => {
    setBusy(true)
    try {
      onRepair(await fetchChargers())
    } catch (error) {
      toast.error(t('The drift could not be worked out'), { description: describeError(error) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <May right="operate">
      <Button
        variant="outline"
        className="max-md:h-10"
        disabled={busy || count === 0}
        onClick={() => void ask()}
      >
        <WrenchIcon /> {repairText(count)}
      </Button>
    </May>
  )
}
