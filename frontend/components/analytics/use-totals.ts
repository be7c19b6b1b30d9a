'use client'

import type { AnalyticsView } from '@/components/analytics/use-analytics-view'
import { question, useEnergy, useSessions, useUptime, useUtilisation } from '@/lib/queries/analytics'
import type { Span } from '@/lib/analytics/spans'

/** The sums of the span and of the one before it: by the month, so that the answers are short. */
export function useTotals(view: AnalyticsView) {
  return { now: useSums(view, view.span), before: useSums(view, view.before) }
}

export type Totals = ReturnType<typeof useTotals>

function useSums(view: AnalyticsView, span: Span) {
  const asked = question(span, 'month', 'none', view.place)
  return {
    energy: useEnergy({ ...asked, ...view.ofTag }).data,
    sessions: useSessions({ ...asked, ...view.ofTag }).data,
    utilisation: useUtilisation(asked).data,
    uptime: useUptime(asked).data,
  }
}
