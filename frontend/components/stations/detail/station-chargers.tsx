'use client'

import { EvChargerIcon, PlusIcon } from 'lucide-react'
import Link from 'next/link'
import { useMemo } from 'react'

import { May } from '@/components/auth/may'
import { CHARGER_COLUMNS } from '@/components/chargers/charger-columns'
import { DataTable } from '@/components/data-table/data-table'
import { useServerTable } from '@/components/data-table/use-server-table'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { t } from '@/lib/i18n'
import type { useStationChargers } from '@/lib/queries/stations'
import type { Charger } from '@/lib/types'

const SHOWN = new Set(['name', 'status', 'connectors', 'model', 'seen', 'power'])
const COLUMNS = CHARGER_COLUMNS.filter(({ id }) => SHOWN.has(id ?? ''))

const byName = (a: Charger, b: Charger) =>
  a.charge_point_id.localeCompare(b.charge_point_id, undefined, { numeric: true })

interface StationChargersProps {
  stationId: string
  chargers: ReturnType<typeof useStationChargers>
}

/** Each charger with its connectors' status and what it draws now. */
export function StationChargers({ stationId, chargers }: StationChargersProps) {
  const rows = useMemo(() => chargers.items.toSorted(byName), [chargers.items])
  const table = useServerTable(rows, COLUMNS)
  if (chargers.error && rows.length === 0) {
    return (
      <Card>
        <ErrorState
          title={t('The chargers could not be loaded')}
          error={chargers.error}
          onRetry={chargers.refetch}
        />
      </Card>
    )
  }
  return (
    <section aria-label={t('Chargers')}>
      <DataTable
        table={table}
        label={t('Chargers')}
        loading={chargers.loading}
        rowHref={({ id }) => `/chargers/${id}`}
        empty={<NoCharger stationId={stationId} />}
      />
    </section>
  )
}

function NoCharger({ stationId }: { stationId: string }) {
  return (
    <EmptyState
      icon={EvChargerIcon}
      title={t('No charger stands here yet')}
      action={
        <May right="operate">
          <AddCharger stationId={stationId} />
        </May>
      }
    >
      {t('Add one, or assign chargers to this station in the list of chargers.')}
    </EmptyState>
  )
}

export function AddCharger({ stationId }: { stationId: string }) {
  return (
    <Button asChild>
      <Link href={`/chargers/new?station=${encodeURIComponent(stationId)}`}>
        <PlusIcon /> {t('Add charger')}
      </Link>
    </Button>
  )
}
