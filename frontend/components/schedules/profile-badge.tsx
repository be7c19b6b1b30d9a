'use client'

import { StatusBadge, type Status } from '@/components/status-badge'
import { msg, t } from '@/lib/i18n'
import { curveProfile, profileState, type ProfileState } from '@/lib/schedule-curve'
import type { ChargingProfile } from '@/lib/types'
import { useNow } from '@/lib/use-now'

const MINUTE = 60_000

export type ShownState = ProfileState | 'uncertain'

/** Each state of a profile, as the one badge shows it. */
export const PROFILE_STATES: Record<ShownState, { status: Status; label: string }> = {
  holds: { status: 'active', label: msg('Holds') },
  waits: { status: 'preparing', label: msg('Begins later') },
  over: { status: 'expired', label: msg('Over') },
  uncertain: { status: 'suspect', label: msg('Uncertain') },
}

export const shownState = (profile: ChargingProfile, now: number): ShownState =>
  profile.uncertain ? 'uncertain' : profileState(curveProfile(profile), now)

export function ProfileBadge({ profile }: { profile: ChargingProfile }) {
  const now = useNow(MINUTE)
  if (now === 0) return null
  const state = shownState(profile, now)
  const { status, label } = PROFILE_STATES[state]
  return (
    <StatusBadge
      status={status}
      label={t(label)}
      {...(state === 'uncertain' && {
        title: t('The charger’s answer was lost: it may have the profile, or not.'),
      })}
    />
  )
}
