'use client'

import { CountedBar } from '@/components/counted-bar'
import { StatusIcon, statusTone } from '@/components/status-badge'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { totalOf } from '@/lib/charger-kinds'
import { t } from '@/lib/i18n'
import { SECURITY_PROFILES, securityProfileLabel } from '@/lib/security-profiles'
import { PROFILE_STATUS } from '@/lib/security-words'
import type { ChargerSummary } from '@/lib/types'

/** How chargers prove who they are. */
export function ProfilesCard({ fleet }: { fleet: ChargerSummary | undefined }) {
  const items = SECURITY_PROFILES.map(({ value }) => {
    const status = PROFILE_STATUS[value] ?? 'unknown'
    const count = totalOf(fleet?.kinds ?? [], ({ security_profile }) => security_profile === value)
    return {
      key: String(value),
      count,
      className: statusTone(status).solid,
      icon: <StatusIcon status={status} />,
      words: (
        <>
          <span className="font-medium">{securityProfileLabel(value)}</span>
          <span className="text-muted-foreground">
            {t('{count, plural, one {# charger} other {# chargers}}', { count })}
          </span>
        </>
      ),
    }
  })
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('Security profiles')}</CardTitle>
      </CardHeader>
      <CardContent className="pb-4">
        {!fleet ? (
          <Skeleton className="h-9.5" />
        ) : fleet.total === 0 ? (
          <p className="text-muted-foreground">{t('There are no chargers yet.')}</p>
        ) : (
          <CountedBar label={t('Security profiles')} items={items} />
        )}
      </CardContent>
    </Card>
  )
}
