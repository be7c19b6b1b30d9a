'use client'

import { GaugeIcon, PlusIcon } from 'lucide-react'
import Link from 'next/link'

import { May } from '@/components/auth/may'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { ProfileCard } from '@/components/schedules/profile-card'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/i18n'
import { useChargingProfiles } from '@/lib/queries/charging-profiles'
import type { Charger } from '@/lib/types'

/** The profiles that concern a connector, those of the highest level first; of the whole charger all. */
export function ProfileCards({ charger, connector }: { charger: Charger; connector: number }) {
  const profiles = useChargingProfiles(charger.id)
  const shown = profiles.items
    .filter(({ connector_id }) => connector === 0 || connector_id === 0 || connector_id === connector)
    .sort((a, b) => b.stack_level - a.stack_level)
  const install = (
    <May right="operate">
      <Button asChild variant="outline">
        <Link href={`/profiles/new?chargers=${charger.id}&connector=${connector}`}>
          <PlusIcon /> {t('Install profile')}
        </Link>
      </Button>
    </May>
  )
  return (
    <section aria-label={t('Charging profiles')} className="flex flex-col gap-3">
      <div className="flex min-h-8 items-center justify-between gap-3">
        <h2 className="text-base font-semibold">
          {profiles.loading
            ? t('Charging profiles')
            : t(
                '{count, plural, =0 {No charging profile} one {# charging profile} other {# charging profiles}}',
                {
                  count: shown.length,
                },
              )}
        </h2>
        {shown.length > 0 && install}
      </div>
      {profiles.loading ? (
        <div className="grid gap-4 lg:grid-cols-2">
          <Skeleton className="h-72" />
          <Skeleton className="h-72" />
        </div>
      ) : profiles.error && shown.length === 0 ? (
        <Card>
          <ErrorState
            title={t('The profiles could not be loaded')}
            error={profiles.error}
            onRetry={profiles.refetch}
          />
        </Card>
      ) : shown.length === 0 ? (
        <Card>
          <EmptyState icon={GaugeIcon} title={t('Nothing limits it but its hardware')} action={install}>
            {t(
              'A charging profile caps power or current over time: for the charger, for each session, or for one.',
            )}
          </EmptyState>
        </Card>
      ) : (
        <div className="grid gap-4 lg:grid-cols-2">
          {shown.map((profile) => (
            <ProfileCard key={profile.id} charger={charger} profile={profile} />
          ))}
        </div>
      )}
    </section>
  )
}
