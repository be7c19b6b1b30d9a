'use client'

import { AnalyticsCard, NothingThen } from '@/components/analytics/analytics-card'
import { HeatMap } from '@/components/analytics/heat-map'
import { shareWords } from '@/components/analytics/analytics-words'
import { SegmentedSwitch } from '@/components/segmented-switch'
import type { AnalyticsView } from '@/components/analytics/use-analytics-view'
import { useChartTable } from '@/components/charts/use-chart-table'
import { SaveCsv } from '@/components/charts/save-csv'
import { energyHours, firstDay, heatRows, usedHours, type HeatCell } from '@/lib/analytics/rows'
import { DAY, lastDaysByHour } from '@/lib/analytics/spans'
import { formatEnergy } from '@/lib/format'
import { dateLocale, t } from '@/lib/i18n'
import { fetchCsv, question, useEnergy, useUtilisation } from '@/lib/queries/analytics'

// 5 January 1970 was a Monday.
const MONDAY = 4 * DAY

const weekdays = (): string[] =>
  Array.from({ length: 7 }, (_, index) =>
    new Intl.DateTimeFormat(dateLocale(), { weekday: 'short', timeZone: 'UTC' }).format(MONDAY + index * DAY),
  )

const hourName = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

/** When in the week it is busy. */
export function HeatCard({ view }: { view: AnalyticsView }) {
  return view.heat === 'energy' ? <EnergyHeat view={view} /> : <UseHeat view={view} />
}

function EnergyHeat({ view }: { view: AnalyticsView }) {
  const span = lastDaysByHour('energy', view.span, view.now)
  const asked = { ...question(span, 'hour', 'none', view.place), ...view.ofTag }
  const query = useEnergy(asked)
  const items = query.data?.items ?? []
  const told = { from: items.length > 0 ? firstDay(items, span) : span.to, to: span.to }
  return (
    <Heat
      view={view}
      query={query}
      save={() => fetchCsv.energy(asked)}
      days={Math.round((told.to - told.from) / DAY)}
      cells={heatRows(energyHours(items, told, view.now))}
      format={(value) => formatEnergy(value)}
    />
  )
}

function UseHeat({ view }: { view: AnalyticsView }) {
  const span = lastDaysByHour('utilisation', view.span, view.now)
  const asked = question(span, 'hour', 'none', view.place)
  const query = useUtilisation(asked)
  return (
    <Heat
      view={view}
      query={query}
      save={() => fetchCsv.utilisation(asked)}
      days={Math.round((span.to - span.from) / DAY)}
      cells={heatRows(usedHours(query.data?.items ?? []))}
      format={(value) => shareWords(value)}
    />
  )
}

interface HeatProps {
  view: AnalyticsView
  query: ReturnType<typeof useEnergy> | ReturnType<typeof useUtilisation>
  save: () => Promise<{ data?: Blob }>
  days: number
  cells: HeatCell[][]
  format: (value: number) => string
}

function Heat({ view, query, save, days, cells, format }: HeatProps) {
  const names = weekdays()
  const empty = cells.flat().every(({ value }) => value === null)
  const energy = view.heat === 'energy'
  const say = (value: number | null) => (value === null ? '–' : format(value))
  const { toggle, body } = useChartTable(
    empty ? (
      <NothingThen>{t('Nothing is known of this time.')}</NothingThen>
    ) : (
      <HeatMap
        cells={cells}
        days={names}
        hours={Array.from({ length: 24 }, (_, hour) => hourName(hour))}
        colour={energy ? 'energy' : 'charging'}
        label={energy ? t('Energy by hour and weekday') : t('Connectors in use by hour and weekday')}
        format={say}
      />
    ),
    () => ({
      caption: energy ? t('Energy by hour and weekday') : t('Connectors in use by hour and weekday'),
      columns: [t('Hour'), ...names],
      rows: Array.from({ length: 24 }, (_, hour) => [
        hourName(hour),
        ...cells.map((day) => say(day[hour]?.value ?? null)),
      ]),
    }),
  )
  return (
    <AnalyticsCard
      title={t('Through the week')}
      note={t('{days, plural, one {Mean of the last day} other {Mean of the last # days}}', { days })}
      tools={
        <>
          <SegmentedSwitch
            label={t('What is drawn')}
            options={[
              { value: 'energy', label: t('Energy') },
              { value: 'use', label: t('In use') },
            ]}
            value={view.heat}
            onChange={(heat) => view.set({ heat })}
          />
          {toggle}
          <SaveCsv name="through-the-week" fetchIt={save} />
        </>
      }
      query={query}
      size="h-72"
    >
      {body}
    </AnalyticsCard>
  )
}
