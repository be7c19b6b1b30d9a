'use client'

import { ClearProfile } from '@/components/schedules/clear-profile'
import { ProfileCurve } from '@/components/schedules/profile-curve'
import { ProfileFacts } from '@/components/schedules/profile-facts'
import { ProfileBadge } from '@/components/schedules/profile-badge'
import { PURPOSES } from '@/components/schedules/limit-words'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { t } from '@/lib/i18n'
import type { Charger, ChargingProfile } from '@/lib/types'

/** One profile of a charger, drawn over its time. */
export function ProfileCard({ charger, profile }: { charger: Charger; profile: ChargingProfile }) {
  return (
    <Card className="min-w-0">
      <CardHeader>
        <CardTitle className="min-w-0 truncate">{t(PURPOSES[profile.purpose].label)}</CardTitle>
        <span className="flex items-center gap-2">
          <ProfileBadge profile={profile} />
          <ClearProfile charger={charger} profile={profile} />
        </span>
      </CardHeader>
      <div className="h-36 px-4">
        <ProfileCurve profile={profile} />
      </div>
      <div className="px-4 pt-3 pb-4">
        <ProfileFacts profile={profile} />
      </div>
    </Card>
  )
}
