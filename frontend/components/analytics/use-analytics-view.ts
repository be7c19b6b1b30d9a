'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

import {
  INTERVALS,
  SPANS,
  intervalFor,
  intervalsFor,
  periodStarts,
  spanBefore,
  spanOf,
  usualInterval,
  type Interval,
  type Kind,
} from '@/lib/analytics/spans'
import { question, type GroupBy } from '@/lib/queries/analytics'
import { useIdTagSummary } from '@/lib/queries/id-tags'
import { useOverview } from '@/lib/queries/overview'
import { useNow } from '@/lib/use-now'

export const GROUPS = ['none', 'station', 'charger', 'id_tag'] as const satisfies readonly GroupBy[]
export const HEATS = ['energy', 'use'] as const

const PARAMS = {
  span: parseAsStringLiteral(SPANS).withDefault('30d'),
  from: parseAsString,
  to: parseAsString,
  interval: parseAsStringLiteral(INTERVALS),
  by: parseAsStringLiteral(GROUPS).withDefault('none'),
  station: parseAsString,
  charger: parseAsString,
  tag: parseAsString,
  heat: parseAsStringLiteral(HEATS).withDefault('energy'),
  outages: parseAsString,
}

const QUARTER = 15 * 60_000

/** What analytics are looked at, all of it in the address; null before the time and the size of the fleet are known. */
export function useAnalyticsView() {
  const [params, setParams] = useQueryStates(PARAMS)
  const now = useNow(QUARTER)
  const groups = useGroupCounts(params.by)
  if (now === 0 || groups === null) return null
  const { span: name, from, to, station, charger, tag } = params
  const span = spanOf(name, now, from, to)
  const place = { ...(station && { station_id: station }), ...(charger && { charger_id: charger }) }
  const wished = params.interval ?? usualInterval(span)

  /** How a question is asked: as wished, or so that the server answers it. */
  const planOf = <Group extends GroupBy>(kind: Kind, by: Group, wish: Interval = wished) => {
    const divided = intervalFor(kind, span, wish, groups[by])
    return divided
      ? { interval: divided, by }
      : { interval: intervalFor(kind, span, wish) ?? 'month', by: 'none' as const }
  }
  return {
    ...params,
    now,
    spanName: name,
    span,
    before: spanBefore(name, span, now),
    place,
    /** The filter of energy and sessions: those of one card. */
    ofTag: tag ? { id_tag: tag } : {},
    wished: planOf('energy', params.by).interval,
    intervals: intervalsFor('energy', span, groups[params.by]),
    planOf,
    startsBy: (interval: Interval) => periodStarts(span, interval),
    ask: <Group extends GroupBy>(interval: Interval, by: Group) => question(span, interval, by, place),
    set: (change: Partial<typeof params>) => void setParams(change),
    clear: () => void setParams({ station: null, charger: null, tag: null }),
  }
}

export type AnalyticsView = NonNullable<ReturnType<typeof useAnalyticsView>>

/** What a fleet of unknown size is taken for. */
const LARGE = 5_000

/**
 * How many groups there can be, with one more for what belongs to none; null until that is known: a question for more
 * than the server tells is never asked.
 */
function useGroupCounts(by: GroupBy): Record<GroupBy, number> | null {
  const fleet = useOverview()
  const tags = useIdTagSummary({}, by === 'id_tag')
  if (isAwaited(fleet) || (by === 'id_tag' && isAwaited(tags))) return null
  return {
    none: 1,
    station: (fleet.data?.stations_total ?? LARGE) + 1,
    charger: (fleet.data?.chargers.total ?? LARGE) + 1,
    id_tag: (tags.data?.total ?? LARGE) + 1,
  }
}

/** Not once it has failed: where the server cannot be reached, the sections are the ones to say so. */
const isAwaited = (query: { isPending: boolean; failureCount: number }) =>
  query.isPending && query.failureCount === 0
