'use client'

import { failureOf } from '@/components/analytics/failure-of'
import type { AnalyticsView } from '@/components/analytics/use-analytics-view'
import { question, useEnergy, useSessions, useUptime, useUtilisation } from '@/lib/queries/analytics'
import type { Span } from '@/lib/analytics/spans'

/** The sums of the span and of the one before it: by the month, so that the answers are short. */
export function useTotals(view: AnalyticsView) {
  const now = useSums(view, view.span)
  const { sums: before } = useSums(view, view.before)
  const failed = now.queries.find(failureOf)
  return {
    now: now.sums,
    before,
    /** Of the span itself: without the one before, there is nothing to compare with. */
    failure: failed && failureOf(failed),
    retry: () => now.queries.filter(failureOf).forEach(({ refetch }) => void refetch()),
  }
}

export type Totals = ReturnType<typeof useTotals>

function useSums(view: AnalyticsView, span: Span) {
  const asked = question(span, 'month', 'none', view.place)
  const energy = useEnergy({ ...asked, ...view.ofTag })
  const sessions = useSessions({ ...asked, ...view.ofTag })
  const utilisation = useUtilisation(asked)
  const uptime = useUptime(asked)
  return {
    sums: {
      energy: energy.data,
      sessions: sessions.data,
      utilisation: utilisation.data,
      uptime: uptime.data,
    },
    queries: [energy, sessions, utilisation, uptime],
  }
}
