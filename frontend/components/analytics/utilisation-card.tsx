'use client'

import { AnalyticsCard, NothingThen } from '@/components/analytics/analytics-card'
import {
  BY_WORDS,
  GROUP_WORDS,
  periodWords,
  shareWords,
  tickWords,
} from '@/components/analytics/analytics-words'
import { groupName } from '@/components/analytics/group-words'
import type { AnalyticsView } from '@/components/analytics/use-analytics-view'
import { SECONDS, STATES, inUse, shares } from '@/components/analytics/utilisation-states'
import { PeriodChart } from '@/components/charts'
import { LegendBlock } from '@/components/charts/legend'
import { SaveCsv } from '@/components/charts/save-csv'
import { useChartTable } from '@/components/charts/use-chart-table'
import { SegmentedBar } from '@/components/overview/segmented-bar'
import { byKey } from '@/lib/analytics/rows'
import { formatPercent } from '@/lib/format'
import { t } from '@/lib/i18n'
import { fetchCsv, useUtilisation } from '@/lib/queries/analytics'
import type { UtilisationItem } from '@/lib/types'
import { useMediaQuery } from '@/lib/use-media-query'

const NONE: UtilisationItem[] = []

/** What connectors were doing: over time, or each group as a bar. */
export function UtilisationCard({ view }: { view: AnalyticsView }) {
  const by = view.by === 'id_tag' ? 'none' : view.by
  const plan = view.planOf('utilisation', by, by === 'none' ? view.wished : 'month')
  const question = view.ask(plan.interval, plan.by)
  const query = useUtilisation(question)
  const items = query.data?.items ?? NONE
  const known = items.some((item) => item.connector_s > item.unknown_s)
  const overTime = plan.by === 'none'
  const chart = overTime ? (
    <OverTime items={items} view={view} interval={plan.interval} />
  ) : (
    <ByGroup items={items} by={plan.by} />
  )
  const period = periodWords(plan.interval)
  const { toggle, body } = useChartTable(
    known ? chart : <NothingThen>{t('Nothing is known of this time.')}</NothingThen>,
    () => ({
      caption: t('Utilisation'),
      columns: [overTime ? t('Period') : t(GROUP_WORDS[plan.by]), ...STATES.map(({ label }) => t(label))],
      rows: (overTime
        ? items.map((item) => ({ name: period(Date.parse(item.start)), seconds: item }))
        : byKey(items, SECONDS).map((group) => ({ name: groupName(group, plan.by, ''), seconds: group.sums }))
      ).map(({ name, seconds }) => [name, ...shares(seconds).map((share) => formatPercent(share, 1))]),
    }),
  )
  return (
    <AnalyticsCard
      title={t('Utilisation')}
      note={t(overTime ? BY_WORDS[plan.interval] : GROUP_WORDS[plan.by])}
      tools={
        <>
          {toggle}
          <SaveCsv name="utilisation" fetchIt={() => fetchCsv.utilisation(question)} />
        </>
      }
      legend={STATES.map(({ field, label, fill }) => (
        <LegendBlock key={field} fill={fill}>
          {t(label)}
        </LegendBlock>
      ))}
      query={query}
    >
      {body}
    </AnalyticsCard>
  )
}

interface OverTimeProps {
  items: UtilisationItem[]
  view: AnalyticsView
  interval: AnalyticsView['wished']
}

function OverTime({ items, view, interval }: OverTimeProps) {
  const compact = useMediaQuery('(max-width: 767px)')
  const found = new Map(items.map((item) => [Date.parse(item.start), item]))
  const rows = view.startsBy(interval).map((x) => {
    const item = found.get(x)
    return { x, values: item ? shares(item) : STATES.map(() => 0) }
  })
  return (
    <PeriodChart
      rows={rows}
      series={STATES.map(({ label, fill }) => ({ label: t(label), fill }))}
      unit="%"
      label={t('What connectors were doing, as shares of their known time')}
      tick={tickWords(interval)}
      title={periodWords(interval)}
      format={(share) => formatPercent(share, 1)}
      top={100}
      compact={compact}
    />
  )
}

/** The busiest first. */
function ByGroup({ items, by }: { items: UtilisationItem[]; by: AnalyticsView['by'] }) {
  const groups = byKey(items, SECONDS)
    .map((group) => ({ ...group, used: inUse(group.sums) }))
    .filter(({ used }) => used !== null)
    .sort((a, b) => (b.used ?? 0) - (a.used ?? 0))
  return (
    <ul className="h-full overflow-y-auto" tabIndex={0} aria-label={t('Share of time in use')}>
      {groups.map((group) => {
        const parts = shares(group.sums)
        return (
          <li key={group.key} className="flex h-9 items-center gap-3">
            <span className="w-36 truncate font-medium max-sm:w-24">{groupName(group, by, '')}</span>
            <SegmentedBar
              className="flex-1"
              total={100}
              segments={STATES.map(({ field, solid }, index) => ({
                key: field,
                value: parts[index] ?? 0,
                className: solid,
              }))}
            />
            <span className="w-32 text-right tabular-nums">
              {t('{share} in use', { share: shareWords(group.used) })}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
