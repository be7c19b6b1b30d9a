'use client'

import { GaugeIcon, RefreshCwIcon } from 'lucide-react'
import { useMemo } from 'react'

import { May } from '@/components/auth/may'
import { ScheduleChart } from '@/components/charts'
import { LegendItem } from '@/components/charts/legend'
import { useChartTable } from '@/components/charts/use-chart-table'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { limitInBoth, limitText } from '@/components/schedules/limit-words'
import { Verdict } from '@/components/schedules/schedule-verdict'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { formatClock, formatWeekday } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useAskComposite, useComposite } from '@/lib/queries/charging-profiles'
import { answeredSteps, compositeSteps, limitAt, type RateUnit, type Step } from '@/lib/schedule-curve'
import type { Charger, CompositeSchedule } from '@/lib/types'
import { useMediaQuery } from '@/lib/use-media-query'
import { useNow } from '@/lib/use-now'

const MINUTE = 60_000
const HOUR_S = 3600

interface LimitsCardProps {
  charger: Charger
  connector: number
  unit: RateUnit
  hours: number
}

/** What limits a connector from now on: by the profiles that we know, beside the charger's own word. */
export function LimitsCard({ charger, connector, unit, hours }: LimitsCardProps) {
  const question = { id: charger.id, connectorId: connector, duration: hours * HOUR_S, unit }
  const known = useComposite(question)
  const ask = useAskComposite()
  return (
    <Card className="min-w-0">
      {known.data ? (
        <Limits
          schedule={known.data}
          answer={ask.data?.charger ?? null}
          title={
            connector === 0
              ? t('What limits the whole charger')
              : t('What limits connector {connector}', { connector })
          }
        >
          <May right="operate">
            <Button
              variant="outline"
              size="xs"
              className="max-md:h-10"
              disabled={!charger.online || ask.isPending}
              title={charger.online ? undefined : t('The charger is offline.')}
              onClick={() => ask.mutate(question)}
            >
              <RefreshCwIcon className={ask.isPending ? 'animate-spin' : ''} /> {t('Ask the charger')}
            </Button>
          </May>
        </Limits>
      ) : known.error ? (
        <ErrorState
          title={t('The limits could not be loaded')}
          error={known.error}
          onRetry={() => void known.refetch()}
        />
      ) : (
        <div className="p-4">
          <Skeleton className="h-80" />
        </div>
      )}
    </Card>
  )
}

interface LimitsProps {
  schedule: CompositeSchedule
  answer: CompositeSchedule['charger']
  title: string
  children: React.ReactNode
}

function Limits({ schedule, answer, title, children }: LimitsProps) {
  const { unit, duration } = schedule
  const now = useNow(MINUTE)
  const phone = useMediaQuery('(max-width: 767px)')
  const begin = Date.parse(schedule.begin)
  const span = useMemo(() => ({ begin, end: begin + duration * 1000 }), [begin, duration])
  const ours = useMemo(() => compositeSteps(schedule.periods, begin), [schedule.periods, begin])
  const theirs = useMemo(() => answeredSteps(answer?.response ?? null, unit), [answer, unit])
  const first = ours[0]
  const limited = [...ours, ...(theirs ?? [])].some(({ limit }) => limit !== null)
  const chart = (
    <ScheduleChart
      label={title}
      unit={unit}
      span={span}
      limits={ours}
      reported={theirs}
      now={Math.max(now, begin)}
      compact={phone}
    />
  )
  const { toggle, body } = useChartTable(chart, () => table(title, ours, theirs, unit))
  return (
    <>
      <CardHeader className="flex-wrap py-2">
        <div className="min-w-0">
          <CardTitle>{title}</CardTitle>
        </div>
        <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <LegendItem line="limit">{t('By the profiles we know')}</LegendItem>
          {theirs && <LegendItem line="reported">{t('By the charger’s own word')}</LegendItem>}
          {limited && toggle}
          {children}
        </span>
      </CardHeader>
      {limited && (
        <p className="px-4 pb-2 tabular-nums">
          {first?.limit == null
            ? t('Now: no limit.')
            : t('Now: {limit}.', { limit: limitInBoth(first.limit, unit, first.phases) })}
        </p>
      )}
      <div className="h-60 px-4 pb-3 md:h-63">
        {limited ? body : <EmptyState icon={GaugeIcon} title={t('Nothing limits it in this time')} />}
      </div>
      <Verdict answer={answer} ours={ours} theirs={theirs} span={span} unit={unit} />
    </>
  )
}

function table(caption: string, ours: Step[], theirs: Step[] | null, unit: RateUnit) {
  const moments = [...new Set([...ours, ...(theirs ?? [])].map(({ at }) => at))].sort((a, b) => a - b)
  return {
    caption,
    columns: [t('From'), t('By the profiles we know'), ...(theirs ? [t('By the charger’s own word')] : [])],
    rows: moments.map((at) => [
      `${formatWeekday(at)}, ${formatClock(at)}`,
      limitText(limitAt(ours, at), unit),
      ...(theirs ? [limitText(limitAt(theirs, at), unit)] : []),
    ]),
  }
}
