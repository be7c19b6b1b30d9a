'use client'

import { CountedBar } from '@/components/counted-bar'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { fleetVersions, type RunningVersion } from '@/lib/fleet-versions'
import { t } from '@/lib/i18n'
import { useChargerSummary } from '@/lib/queries/chargers'

/** Versions are no statuses, so they have shades and no colours. */
const SHADES = [
  'bg-foreground/85',
  'bg-foreground/60',
  'bg-foreground/45',
  'bg-foreground/30',
  'bg-foreground/20',
]

/** Which firmware the fleet runs. */
export function VersionsCard() {
  const fleet = useChargerSummary().data
  const versions = fleetVersions(fleet?.kinds ?? [])
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('Versions in the fleet')}</CardTitle>
      </CardHeader>
      <CardContent className="pb-4">
        {!fleet ? (
          <Skeleton className="h-9.5" />
        ) : versions.length === 0 ? (
          <p className="text-muted-foreground">{t('There are no chargers yet.')}</p>
        ) : (
          <CountedBar label={t('Versions in the fleet')} items={shaded(versions)} />
        )}
      </CardContent>
    </Card>
  )
}

function shaded(versions: RunningVersion[]) {
  const shown = versions.slice(0, SHADES.length)
  const others = versions.slice(SHADES.length).reduce((sum, { count }) => sum + count, 0)
  return [
    ...shown.map(({ version, count }, index) => ({
      key: version ?? '',
      count,
      className: SHADES[index] ?? '',
      words: (
        <>
          <span className="font-medium">{version ?? t('Not told yet')}</span>
          <span className="text-muted-foreground">{chargers(count)}</span>
        </>
      ),
    })),
    {
      key: 'others',
      count: others,
      className: 'bg-foreground/10',
      words: t('{count, plural, one {# charger} other {# chargers}} on other versions', { count: others }),
    },
  ]
}

const chargers = (count: number) => t('{count, plural, one {# charger} other {# chargers}}', { count })
