'use client'

import { AnalyticsCard, NothingThen } from '@/components/analytics/analytics-card'
import { BY_WORDS, periodWords, tickWords } from '@/components/analytics/analytics-words'
import { Facts } from '@/components/analytics/facts'
import type { AnalyticsView } from '@/components/analytics/use-analytics-view'
import { PeriodChart } from '@/components/charts'
import { SaveCsv } from '@/components/charts/save-csv'
import { shadesOf } from '@/components/charts/shades'
import { useChartTable } from '@/components/charts/use-chart-table'
import { groupsOf, stackedRows } from '@/lib/analytics/rows'
import { formatNumber, formatPercent, formatPower, formatTime } from '@/lib/format'
import { t } from '@/lib/i18n'
import { fetchCsv, usePower } from '@/lib/queries/analytics'
import { useOverview } from '@/lib/queries/overview'
import { useMediaQuery } from '@/lib/use-media-query'

/** The highest quarter of an hour of each period, against the limit of the site. */
export function PowerCard({ view }: { view: AnalyticsView }) {
  const wish = view.wished === 'hour' ? 'day' : view.wished
  const { interval } = view.planOf('power', 'none', wish)
  const question = view.ask(interval, 'none')
  const query = usePower(question)
  const compact = useMediaQuery('(max-width: 767px)')
  // One charger has no limit of its own here.
  const limit_w = useOverview(view.station).data?.power_limit_w
  const limit = limit_w && !view.charger ? limit_w / 1000 : null
  const items = query.data?.items ?? []
  const kw = ({ peak_w }: (typeof items)[number]) => peak_w / 1000
  const rows = stackedRows(items, view.startsBy(interval), groupsOf(items, kw), kw)
  const period = periodWords(interval)
  const highest = items.reduce<(typeof items)[number] | null>(
    (most, item) => (most && most.peak_w >= item.peak_w ? most : item),
    null,
  )
  const { toggle, body } = useChartTable(
    highest === null ? (
      <NothingThen>{t('No power was drawn in this time.')}</NothingThen>
    ) : (
      <PeriodChart
        rows={rows}
        series={[{ label: t('Peak power'), fill: shadesOf('charging', 1, false)[0] ?? '' }]}
        unit="kW"
        label={t('Peak power by period: highest {power}', { power: formatPower(highest.peak_w) })}
        tick={tickWords(interval)}
        title={period}
        format={(one) => formatPower(one * 1000)}
        limit={
          limit === null
            ? null
            : { value: limit, label: t('Site limit {power} kW', { power: formatNumber(limit) }) }
        }
        compact={compact}
      />
    ),
    () => ({
      caption: t('Peak power'),
      columns: [t('Period'), t('Peak power'), t('Began')],
      rows: items.map(({ start, peak_w, peak_at }) => [
        period(Date.parse(start)),
        formatPower(peak_w),
        formatTime(peak_at),
      ]),
    }),
  )
  return (
    <AnalyticsCard
      title={t('Peak power')}
      note={t(BY_WORDS[interval])}
      tools={
        <>
          {toggle}
          <SaveCsv name="power" fetchIt={() => fetchCsv.power(question)} />
        </>
      }
      query={query}
      size="h-52"
      footer={
        highest && (
          <Facts
            facts={[
              { label: t('Highest quarter of an hour'), value: formatPower(highest.peak_w) },
              { label: t('It began'), value: formatTime(highest.peak_at) },
              ...(limit === null
                ? []
                : [
                    {
                      label: t('Of the site limit'),
                      value: formatPercent(highest.peak_w / 10 / limit),
                    },
                  ]),
            ]}
          />
        )
      }
    >
      {body}
    </AnalyticsCard>
  )
}
