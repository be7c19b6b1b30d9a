'use client'

import type { ReactNode } from 'react'

import { PowerChart } from '@/components/charts'
import { LegendItem } from '@/components/charts/legend'
import { useChartTable } from '@/components/charts/use-chart-table'
import { ErrorState } from '@/components/error-state'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { dayStart, powerRows } from '@/lib/chart-data'
import { formatClock, formatEnergy, formatNumber, formatPower, formatWeekdayName } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useOverviewPower } from '@/lib/queries/overview'
import type { OverviewPower } from '@/lib/types'
import { useMediaQuery } from '@/lib/use-media-query'
import { useNow } from '@/lib/use-now'

const REDRAW_MS = 30_000

interface PowerCardProps {
  stationId: string | null
  select: ReactNode
  energyTodayWh: number
  nowW: number
}

export function PowerCard({ stationId, select, energyTodayWh, nowW }: PowerCardProps) {
  const { data, error, refetch } = useOverviewPower(stationId)
  const compareLabel = data?.compare_day
    ? t('Last {day}', { day: formatWeekdayName(dayStart(data.compare_day)) })
    : t('Last week')
  const { toggle, body } = useChartTable(
    data ? <Chart data={data} nowW={nowW} compareLabel={compareLabel} /> : <Skeleton className="h-full" />,
    () => powerTable(data, compareLabel),
  )
  return (
    <Card>
      <CardHeader className="min-h-11 md:min-h-14 md:max-lg:flex-wrap md:max-lg:gap-y-1 md:max-lg:py-2">
        <div className="flex items-center gap-4 whitespace-nowrap">
          <CardTitle>{t('Power today')}</CardTitle>
          <span className="flex gap-4 max-md:hidden">
            <LegendItem line="power">{t('Today, kW')}</LegendItem>
            {data?.compare_day && <LegendItem line="compare">{compareLabel}</LegendItem>}
          </span>
        </div>
        <div className="flex items-center gap-3 text-xs text-muted-foreground tabular-nums">
          {data && (
            <span className="md:hidden">
              {t('{power} now, {energy}', { power: formatPower(nowW), energy: formatEnergy(energyTodayWh) })}
            </span>
          )}
          {data?.peak?.power_w != null && data.peak.power_w > 0 && (
            <span className="max-md:hidden">
              {t('Peak {power} at {time}', {
                power: `${formatNumber(data.peak.power_w / 1000)} kW`,
                time: formatClock(data.peak.at),
              })}
            </span>
          )}
          {toggle}
          <span className="max-md:hidden">{select}</span>
        </div>
      </CardHeader>
      <div className="h-34 px-4 pb-3 md:h-61.5">
        {error && !data ? (
          <ErrorState
            title={t('The chart could not be loaded')}
            error={error}
            onRetry={() => void refetch()}
          />
        ) : (
          body
        )}
      </div>
    </Card>
  )
}

interface ChartProps {
  data: OverviewPower
  nowW: number
  compareLabel: string
}

function Chart({ data, nowW, compareLabel }: ChartProps) {
  const now = useNow(REDRAW_MS)
  const compact = useMediaQuery('(max-width: 767px)')
  return <PowerChart data={data} now={now} nowW={nowW} compareLabel={compareLabel} compact={compact} />
}

function powerTable(data: OverviewPower | undefined, compareLabel: string) {
  const cell = (kw: number | null | undefined) => (kw == null ? '–' : `${formatNumber(kw, 1)} kW`)
  const rows = data ? powerRows(data) : []
  return {
    caption: t('Power today'),
    columns: [t('Time'), t('Today'), compareLabel],
    rows: rows.map(({ x, power, compare }) => [formatClock(x), cell(power), cell(compare)]),
  }
}
