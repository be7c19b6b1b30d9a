'use client'

import { AnalyticsCard, NothingThen } from '@/components/analytics/analytics-card'
import { BY_WORDS, periodWords, tickWords } from '@/components/analytics/analytics-words'
import { groupName } from '@/components/analytics/group-words'
import type { AnalyticsView } from '@/components/analytics/use-analytics-view'
import { PeriodChart } from '@/components/charts'
import { LegendBlock } from '@/components/charts/legend'
import { SaveCsv } from '@/components/charts/save-csv'
import { shadesOf } from '@/components/charts/shades'
import { useChartTable } from '@/components/charts/use-chart-table'
import { OTHERS, groupsOf, stackedRows, topGroups } from '@/lib/analytics/rows'
import { formatEnergy } from '@/lib/format'
import { t } from '@/lib/i18n'
import { fetchCsv, useEnergy } from '@/lib/queries/analytics'
import { useMediaQuery } from '@/lib/use-media-query'

// From here on the axis counts in MWh: its figures stay short.
const MUCH_WH = 100e6

/** When energy flowed, each bar divided as wished. */
export function EnergyCard({ view }: { view: AnalyticsView }) {
  const { interval, by } = view.planOf('energy', view.by)
  const question = { ...view.ask(interval, by), ...view.ofTag }
  const query = useEnergy(question)
  const compact = useMediaQuery('(max-width: 767px)')
  const items = query.data?.items ?? []
  const value = ({ energy_wh }: (typeof items)[number]) => energy_wh
  const groups = groupsOf(items, value)
  const parts = topGroups(groups)
  const fills = shadesOf('energy', parts.length, parts.at(-1)?.key === OTHERS)
  const starts = view.startsBy(interval)
  const rows = stackedRows(items, starts, parts, value)
  const series = parts.map((part, index) => ({
    label: groupName(part, by, t('Energy')),
    fill: fills[index] ?? '',
  }))
  const highest = Math.max(0, ...rows.map(({ values }) => values.reduce((sum, wh) => sum + wh, 0)))
  const [unit, wh] = highest > MUCH_WH ? ['MWh', 1e6] : ['kWh', 1e3]
  const period = periodWords(interval)
  const { toggle, body } = useChartTable(
    items.length === 0 ? (
      <NothingThen>{t('No energy flowed in this time.')}</NothingThen>
    ) : (
      <PeriodChart
        rows={rows.map(({ x, values }) => ({ x, values: values.map((one) => one / wh) }))}
        series={series}
        unit={unit}
        label={t('Energy by period: {energy} in all', { energy: formatEnergy(query.data?.energy_wh ?? 0) })}
        tick={tickWords(interval)}
        title={period}
        format={(one) => formatEnergy(one * wh)}
        compact={compact}
      />
    ),
    () => ({
      caption: t('Energy'),
      columns: [t('Period'), ...groups.map((group) => groupName(group, by, t('Energy')))],
      rows: stackedRows(items, starts, groups, value).map(({ x, values }) => [
        period(x),
        ...values.map(formatEnergy),
      ]),
    }),
  )
  return (
    <AnalyticsCard
      title={t('Energy')}
      note={t(BY_WORDS[interval])}
      tools={
        <>
          {toggle}
          <SaveCsv name="energy" fetchIt={() => fetchCsv.energy(question)} />
        </>
      }
      legend={
        by !== 'none' &&
        parts.map((part, index) => (
          <LegendBlock key={part.key} fill={fills[index] ?? ''}>
            {groupName(part, by, '')} <span className="tabular-nums">{formatEnergy(part.total)}</span>
          </LegendBlock>
        ))
      }
      query={query}
    >
      {body}
    </AnalyticsCard>
  )
}
