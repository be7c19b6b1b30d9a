'use client'

import { ArrowUpRightIcon } from 'lucide-react'
import Link from 'next/link'

import { CommandLife } from '@/components/commands/command-life'
import { DockedSheet } from '@/components/docked-sheet'
import { ClearProfile } from '@/components/schedules/clear-profile'
import { PURPOSES } from '@/components/schedules/limit-words'
import { ProfileBadge } from '@/components/schedules/profile-badge'
import { ProfileCurve } from '@/components/schedules/profile-curve'
import { ProfileFacts } from '@/components/schedules/profile-facts'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { useCommands } from '@/lib/queries/charger-detail'
import type { Charger, ChargingProfile } from '@/lib/types'

const LOOKED_AT = 30

interface ProfileSheetProps {
  profile: ChargingProfile
  charger: Charger | undefined
  onNewer: (() => void) | null
  onOlder: (() => void) | null
  onClose: () => void
}

export function ProfileSheet({ profile, charger, onNewer, onOlder, onClose }: ProfileSheetProps) {
  return (
    <DockedSheet
      noun={t('profile')}
      scope={profile.id}
      title={
        <div className="min-w-0">
          <h2 className="truncate text-lg font-semibold">
            {profile.charge_point_id}, {t(PURPOSES[profile.purpose].label)}
          </h2>
          <ProfileBadge profile={profile} />
        </div>
      }
      onNewer={onNewer}
      onOlder={onOlder}
      onClose={onClose}
    >
      <div className="flex flex-1 flex-col gap-5 px-5 pb-5">
        <p className="text-muted-foreground">{t(PURPOSES[profile.purpose].detail)}</p>
        <div className="h-44">
          <ProfileCurve profile={profile} />
        </div>
        <ProfileFacts profile={profile} />
        <ItsCommands profile={profile} />
      </div>
      <div className="sticky bottom-0 flex flex-wrap gap-2 border-t bg-card px-5 py-4">
        <Button asChild variant="outline" className="max-md:h-10">
          <Link href={`/chargers/${profile.charger_id}/schedules?connector=${profile.connector_id}`}>
            {t('Its charger’s schedules')} <ArrowUpRightIcon />
          </Link>
        </Button>
        {charger && <ClearProfile charger={charger} profile={profile} wide />}
      </div>
    </DockedSheet>
  )
}

/** The commands that set and cleared it, as far as they are among the charger's last. */
function ItsCommands({ profile }: { profile: ChargingProfile }) {
  const { data } = useCommands(profile.charger_id, LOOKED_AT)
  const number = profile.charging_profile_id
  const commands = data?.items.filter(({ request }) => {
    const sent = request['csChargingProfiles'] as { chargingProfileId?: number } | undefined
    return sent?.chargingProfileId === number || request['id'] === number
  })
  if (!commands || commands.length === 0) return null
  return (
    <section aria-label={t('Commands')} className="-mx-4 divide-y border-t">
      {commands.map((command) => (
        <CommandLife key={command.id} command={command} />
      ))}
    </section>
  )
}
