'use client'

import { GROUPS, type AnalyticsView } from '@/components/analytics/use-analytics-view'
import { GROUP_WORDS, INTERVAL_WORDS, SPAN_WORDS } from '@/components/analytics/analytics-words'
import { SegmentedSwitch } from '@/components/segmented-switch'
import { Filters } from '@/components/data-table/filters'
import { usePlaceChips } from '@/components/data-table/use-place-chips'
import { Input } from '@/components/ui/input'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import { INTERVALS, SPANS, type SpanName } from '@/lib/analytics/spans'
import { dayName } from '@/lib/day-moment'
import { t } from '@/lib/i18n'

/** The one toolbar of all sections. */
export function AnalyticsToolbar({ view }: { view: AnalyticsView }) {
  const chips = usePlaceChips(view, view.set)
  return (
    <div role="group" aria-label={t('What is shown')} className="-mb-1 flex flex-wrap items-center gap-2">
      <SpanSelect view={view} />
      {view.spanName === 'own' && <OwnDates view={view} />}
      <IntervalSwitch view={view} />
      <GroupSelect view={view} />
      <Filters filters={chips} onClear={view.clear} />
    </div>
  )
}

function SpanSelect({ view }: { view: AnalyticsView }) {
  const choose = (span: SpanName) => {
    const dates =
      span === 'own'
        ? { from: dayName(view.span.from), to: dayName(view.span.to - 1) }
        : { from: null, to: null }
    // The usual interval of the other span, until one is wished.
    view.set({ span, interval: null, ...dates })
  }
  return (
    <Select value={view.spanName} onValueChange={(value) => choose(value as SpanName)}>
      <SelectTrigger size="sm" aria-label={t('Time span')} className="font-medium max-sm:h-10">
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {SPANS.map((span) => (
          <SelectItem key={span} value={span}>
            {t(SPAN_WORDS[span])}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  )
}

function OwnDates({ view: { span, now, set } }: { view: AnalyticsView }) {
  const [from, to] = [dayName(span.from), dayName(span.to - 1)]
  const field = 'h-10 w-36 px-2.5 text-sm sm:h-8'
  return (
    <span className="flex items-center gap-2">
      <Input
        type="date"
        aria-label={t('First day')}
        className={field}
        value={from}
        max={to}
        onChange={({ target: { value } }) => value && set({ from: value })}
      />
      <Input
        type="date"
        aria-label={t('Last day')}
        className={field}
        value={to}
        min={from}
        max={dayName(now)}
        onChange={({ target: { value } }) => value && set({ to: value })}
      />
    </span>
  )
}

/** Only what the server tells of so much time. */
function IntervalSwitch({ view: { intervals, wished, set } }: { view: AnalyticsView }) {
  return (
    <SegmentedSwitch
      large
      label={t('Interval')}
      options={INTERVALS.map((interval) => ({
        value: interval,
        label: t(INTERVAL_WORDS[interval]),
        disabled: !intervals.includes(interval),
      }))}
      value={wished}
      onChange={(interval) => set({ interval })}
    />
  )
}

function GroupSelect({ view: { by, set } }: { view: AnalyticsView }) {
  return (
    <Select value={by} onValueChange={(value) => set({ by: value as AnalyticsView['by'] })}>
      <SelectTrigger size="sm" aria-label={t('Divided by')} className="max-sm:h-10">
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {GROUPS.map((group) => (
          <SelectItem key={group} value={group}>
            {t(GROUP_WORDS[group])}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  )
}
