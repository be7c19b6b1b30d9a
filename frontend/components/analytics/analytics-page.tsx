'use client'

import { AnalyticsKpis } from '@/components/analytics/analytics-kpis'
import { AnalyticsToolbar } from '@/components/analytics/analytics-toolbar'
import { shareWords } from '@/components/analytics/analytics-words'
import { EnergyCard } from '@/components/analytics/energy-card'
import { HeatCard } from '@/components/analytics/heat-card'
import { OutagesSheet } from '@/components/analytics/outages-sheet'
import { PowerCard } from '@/components/analytics/power-card'
import { SessionsCard } from '@/components/analytics/sessions-card'
import { UptimeCard } from '@/components/analytics/uptime-card'
import { useAnalyticsView, type AnalyticsView } from '@/components/analytics/use-analytics-view'
import { useTotals, type Totals } from '@/components/analytics/use-totals'
import { UtilisationCard } from '@/components/analytics/utilisation-card'
import { PageBar } from '@/components/layout/page-bar'
import { Page, PageHeader } from '@/components/layout/page'
import { Skeleton } from '@/components/ui/skeleton'
import { formatEnergy } from '@/lib/format'
import { t } from '@/lib/i18n'

export function AnalyticsPage() {
  const view = useAnalyticsView()
  return (
    <Page>
      <PageBar crumbs={[{ label: t('Analytics') }]} />
      {view ? <Analytics view={view} /> : <AnalyticsSkeleton />}
    </Page>
  )
}

function AnalyticsSkeleton() {
  return (
    <div aria-busy="true" className="grid gap-3 md:gap-4">
      <h1 className="sr-only">{t('Analytics')}</h1>
      <Skeleton className="h-8 w-128 max-w-full" />
      <Skeleton className="h-8 w-96 max-w-full max-md:h-20" />
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-4">
        {Array.from({ length: 4 }, (_, index) => (
          <Skeleton key={index} className="h-31 rounded-xl" />
        ))}
      </div>
      <Skeleton className="h-77 rounded-xl" />
      <div className="grid gap-3 md:gap-4 lg:grid-cols-2">
        <Skeleton className="h-77 rounded-xl" />
        <Skeleton className="h-77 rounded-xl" />
      </div>
    </div>
  )
}

function Analytics({ view }: { view: AnalyticsView }) {
  const totals = useTotals(view)
  return (
    <>
      <PageHeader title={titleOf(totals)} />
      <AnalyticsToolbar view={view} />
      {view.tag && (
        <p className="text-muted-foreground">
          {t('Energy and sessions are those of {tag}; everything else is of all drivers.', { tag: view.tag })}
        </p>
      )}
      <AnalyticsKpis totals={totals} />
      <EnergyCard view={view} />
      <div className="grid gap-3 md:gap-4 lg:grid-cols-2">
        <SessionsCard view={view} />
        <PowerCard view={view} />
        <UtilisationCard view={view} />
        <HeatCard view={view} />
      </div>
      <UptimeCard view={view} />
      {view.outages && <OutagesSheet view={view} id={view.outages} />}
    </>
  )
}

/** The answer first: "18,204 kWh in 1,312 sessions, 97.4 % up, 14.2 % in use". */
function titleOf({ now: { energy, sessions, utilisation, uptime } }: Totals): string {
  if (!energy || !sessions) return t('Analytics')
  const sums = { energy: formatEnergy(energy.energy_wh), sessions: sessions.sessions }
  const [up, used] = [uptime?.uptime_percent, utilisation?.in_use_percent]
  if (up == null || used == null) {
    return t('{energy} in {sessions, plural, one {# session} other {# sessions}}', sums)
  }
  return t('{energy} in {sessions, plural, one {# session} other {# sessions}}, {up} up, {used} in use', {
    ...sums,
    up: shareWords(up),
    used: shareWords(used),
  })
}
