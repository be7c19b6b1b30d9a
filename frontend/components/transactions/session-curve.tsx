'use client'

import { ChartLineIcon } from 'lucide-react'
import { useMemo } from 'react'

import { SessionChart } from '@/components/charts'
import { useChartTable } from '@/components/charts/use-chart-table'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { formatClockSeconds, formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useCurve } from '@/lib/queries/transactions'
import type { Curve, CurvePoint } from '@/lib/types'

export interface CurvedSession {
  /** Our own id. */
  id: string
  started_at: string
  stopped_at: string | null
}

interface SessionCurveOptions {
  mark?: { at: string; label: string } | null
  compact?: boolean
  /** What to do when a session has no samples. */
  advice?: string
}

/** A session's curve and the switch that shows it as a table. */
export const useSessionCurve = (session: CurvedSession, options: SessionCurveOptions) =>
  useCurveView(useCurve(session.id), session, options)

interface CurveQuery {
  data: Curve | undefined
  error: unknown
  refetch: () => unknown
}

/** The same over a curve from elsewhere: a driver reads their own. */
export function useCurveView(
  { data, error, refetch }: CurveQuery,
  session: CurvedSession,
  {
    mark = null,
    compact = false,
    advice = t('Set MeterValueSampleInterval to get some.'),
  }: SessionCurveOptions,
) {
  const points = useMemo(() => data?.points ?? [], [data])
  const chart = (
    <SessionChart
      samples={points}
      startedAt={session.started_at}
      stoppedAt={session.stopped_at}
      mark={mark}
      compact={compact}
    />
  )
  const { toggle, body } = useChartTable(chart, () => curveTable(points))
  if (error && !data) {
    return {
      toggle: null,
      body: (
        <ErrorState title={t('The curve could not be loaded')} error={error} onRetry={() => void refetch()} />
      ),
    }
  }
  if (!data) return { toggle: null, body: <Skeleton className="h-full" /> }
  if (points.length === 0)
    return { toggle: null, body: <NoSamples running={session.stopped_at === null} advice={advice} /> }
  return { toggle, body }
}

function NoSamples({ running, advice }: { running: boolean; advice: string }) {
  return (
    <EmptyState icon={ChartLineIcon} title={running ? t('No sample yet') : t('No samples')}>
      {running
        ? t('The curve begins with the first values that the charger sends.')
        : `${t('The charger measured nothing during this session.')} ${advice}`}
    </EmptyState>
  )
}

function curveTable(points: CurvePoint[]) {
  const cell = (value: number | null, unit: string, by = 1000) =>
    value === null ? '–' : `${formatNumber(value / by, by === 1 ? 0 : 1)} ${unit}`
  return {
    caption: t('Power and energy of the session'),
    columns: [t('Time'), t('Power'), t('Energy'), t('Battery')],
    rows: points.map(({ at, power_w, energy_wh, soc_percent }) => [
      formatClockSeconds(at),
      cell(power_w, 'kW'),
      cell(energy_wh, 'kWh'),
      cell(soc_percent, '%', 1),
    ]),
  }
}
