'use client'

import { AnalyticsCard, NothingThen } from '@/components/analytics/analytics-card'
import { BY_WORDS, periodWords, shareWords, tickWords } from '@/components/analytics/analytics-words'
import { Facts } from '@/components/analytics/facts'
import { groupName } from '@/components/analytics/group-words'
import type { AnalyticsView } from '@/components/analytics/use-analytics-view'
import { PeriodChart } from '@/components/charts'
import { SaveCsv } from '@/components/charts/save-csv'
import { shadesOf } from '@/components/charts/shades'
import { useChartTable } from '@/components/charts/use-chart-table'
import { OTHERS, groupsOf, stackedRows, topGroups } from '@/lib/analytics/rows'
import { formatDuration, formatEnergy, formatNumber, formatPower } from '@/lib/format'
import { t } from '@/lib/i18n'
import { fetchCsv, useSessions } from '@/lib/queries/analytics'
import type { SessionAnalytics } from '@/lib/types'
import { useMediaQuery } from '@/lib/use-media-query'

const count = (value: number) => t('{count, plural, one {# session} other {# sessions}}', { count: value })

/** How many sessions began, and what they were like. */
export function SessionsCard({ view }: { view: AnalyticsView }) {
  const { interval, by } = view.planOf('sessions', view.by)
  const question = { ...view.ask(interval, by), ...view.ofTag }
  const query = useSessions(question)
  const compact = useMediaQuery('(max-width: 767px)')
  const items = query.data?.items ?? []
  const value = ({ sessions }: (typeof items)[number]) => sessions
  const groups = groupsOf(items, value)
  const parts = topGroups(groups)
  const fills = shadesOf('charging', parts.length, parts.at(-1)?.key === OTHERS)
  const starts = view.startsBy(interval)
  const period = periodWords(interval)
  const { toggle, body } = useChartTable(
    items.length === 0 ? (
      <NothingThen>{t('No session began in this time.')}</NothingThen>
    ) : (
      <PeriodChart
        rows={stackedRows(items, starts, parts, value)}
        series={parts.map((part, index) => ({
          label: groupName(part, by, t('Sessions')),
          fill: fills[index] ?? '',
        }))}
        unit=""
        label={t('Sessions by period: {sessions} in all', { sessions: count(query.data?.sessions ?? 0) })}
        tick={tickWords(interval)}
        title={period}
        format={(one) => formatNumber(one)}
        compact={compact}
      />
    ),
    () => ({
      caption: t('Sessions'),
      columns: [t('Period'), ...groups.map((group) => groupName(group, by, t('Sessions')))],
      rows: stackedRows(items, starts, groups, value).map(({ x, values }) => [
        period(x),
        ...values.map((one) => formatNumber(one)),
      ]),
    }),
  )
  return (
    <AnalyticsCard
      title={t('Sessions')}
      note={t(BY_WORDS[interval])}
      tools={
        <>
          {toggle}
          <SaveCsv name="sessions" fetchIt={() => fetchCsv.sessions(question)} />
        </>
      }
      query={query}
      size="h-52"
      footer={query.data && <SessionFacts data={query.data} />}
    >
      {body}
    </AnalyticsCard>
  )
}

function SessionFacts({ data }: { data: SessionAnalytics }) {
  const { sessions, energy_wh, duration_s, idle_s, max_power_w, suspect } = data
  if (sessions === 0) return null
  return (
    <Facts
      facts={[
        { label: t('Average energy'), value: formatEnergy(energy_wh / sessions) },
        { label: t('Average duration'), value: formatDuration(duration_s / sessions) },
        {
          label: t('Standing, not charging'),
          value: shareWords(duration_s > 0 ? (100 * idle_s) / duration_s : 0),
        },
        { label: t('Highest power'), value: max_power_w === null ? t('Unknown') : formatPower(max_power_w) },
        ...(suspect > 0
          ? [{ label: t('Suspect'), value: formatNumber(suspect), href: '/transactions?state=suspect' }]
          : []),
      ]}
    />
  )
}
