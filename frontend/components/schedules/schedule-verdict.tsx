import { limitText } from '@/components/schedules/limit-words'
import { StatusIcon, type Status } from '@/components/status-badge'
import { commandOutcome } from '@/lib/command-outcome'
import { formatClock, formatWeekday, isSameDay } from '@/lib/format'
import { t } from '@/lib/i18n'
import { differences, type Difference, type RateUnit, type Span, type Step } from '@/lib/schedule-curve'
import type { Command } from '@/lib/types'

const SHOWN = 4

interface VerdictProps {
  answer: Command | null
  ours: Step[]
  theirs: Step[] | null
  span: Span
  unit: RateUnit
}

/** Whether the charger sees it as we do, in words. */
export function Verdict({ answer, ours, theirs, span, unit }: VerdictProps) {
  return (
    <div role="status" className="border-t px-4 py-3">
      <Words answer={answer} ours={ours} theirs={theirs} span={span} unit={unit} />
    </div>
  )
}

function Words({ answer, ours, theirs, span, unit }: VerdictProps) {
  if (!answer)
    return (
      <p className="text-muted-foreground">
        {t('This follows from the profiles that the charger has accepted. Ask it to see whether it agrees.')}
      </p>
    )
  if (!theirs) {
    const { ok, text } = commandOutcome(answer)
    return (
      <Line status="refused">
        {ok ? t('The charger answered without a schedule: it has no limit to tell of.') : text}
      </Line>
    )
  }
  const found = differences(ours, theirs, span, unit)
  if (found.length === 0) return <Line status="done">{t('The charger says the same.')}</Line>
  return (
    <>
      <Line status="suspect">
        {t('The charger says something else {count, plural, one {in one stretch} other {in # stretches}}.', {
          count: found.length,
        })}
      </Line>
      <ul className="mt-1 pl-6 text-muted-foreground tabular-nums">
        {found.slice(0, SHOWN).map((difference) => (
          <li key={difference.begin}>{differenceText(difference, unit)}</li>
        ))}
      </ul>
      <p className="mt-1 pl-6 text-muted-foreground">
        {t('It may have profiles that were set elsewhere, or limits of its hardware.')}
      </p>
    </>
  )
}

function differenceText({ begin, end, ours, theirs }: Difference, unit: RateUnit): string {
  return t('{from} to {to}: {ours} by our profiles, {theirs} by the charger.', {
    from: moment(begin, begin),
    to: moment(end, begin),
    ours: limitText(ours, unit),
    theirs: limitText(theirs, unit),
  })
}

const moment = (at: number, beside: number): string =>
  at !== beside && isSameDay(at, beside) ? formatClock(at) : `${formatWeekday(at)}, ${formatClock(at)}`

function Line({ status, children }: { status: Status; children: React.ReactNode }) {
  return (
    <p className="flex items-start gap-2">
      <StatusIcon status={status} className="mt-0.5" />
      <span>{children}</span>
    </p>
  )
}
