'use client'

import { KeyRoundIcon, ShieldPlusIcon } from 'lucide-react'
import { useState } from 'react'

import { May } from '@/components/auth/may'
import { useChargerDialog } from '@/components/chargers/detail/charger-dialogs'
import { ChoiceDialog } from '@/components/choice-dialog'
import { useSend } from '@/components/commands/use-send'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardFooter, CardHeader, CardTitle } from '@/components/ui/card'
import { t } from '@/lib/i18n'
import { SECURITY_PROFILES, securityProfileLabel } from '@/lib/security-profiles'
import { PROFILE_STATUS, profileMeaning } from '@/lib/security-words'
import type { Charger } from '@/lib/types'

/** The profile now, what it means, and the way up; profiles never fall by themselves. */
export function ProfileCard({ charger }: { charger: Charger }) {
  const [raising, setRaising] = useState(false)
  const openDialog = useChargerDialog()
  const { security_profile: profile, pending_security_profile: pending } = charger
  const higher = SECURITY_PROFILES.filter(({ value }) => value > profile)
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('Security profile')}</CardTitle>
        <StatusBadge status={PROFILE_STATUS[profile] ?? 'unknown'} label={securityProfileLabel(profile)} />
      </CardHeader>
      <CardContent className="grid gap-2 pb-4">
        <p>{profileMeaning(profile)}</p>
        {pending !== null && (
          <StatusBadge
            plain
            status="in_progress"
            label={t(
              'On its way to profile {profile, number}: both count until it comes in with the new one',
              {
                profile: pending,
              },
            )}
            className="h-auto whitespace-normal"
          />
        )}
      </CardContent>
      <May right="operate">
        <CardFooter className="justify-start max-sm:flex-col max-sm:items-stretch">
          <Button variant="outline" className="max-md:h-10" onClick={() => openDialog('password')}>
            <KeyRoundIcon /> {t('New password')}
          </Button>
          {higher.length > 0 && (
            <Button
              variant="outline"
              className="max-md:h-10"
              disabled={!charger.online}
              onClick={() => setRaising(true)}
            >
              <ShieldPlusIcon /> {t('Raise profile')}
            </Button>
          )}
          {!charger.online && (
            <p className="text-xs text-muted-foreground">
              {t('Offline: the profile is raised when it is back.')}
            </p>
          )}
        </CardFooter>
      </May>
      {raising && <RaiseDialog charger={charger} profiles={higher} onClose={() => setRaising(false)} />}
    </Card>
  )
}

interface RaiseDialogProps {
  charger: Charger
  profiles: readonly { value: number }[]
  onClose: () => void
}

function RaiseDialog({ charger, profiles, onClose }: RaiseDialogProps) {
  const send = useSend(charger)
  return (
    <ChoiceDialog
      title={t('Raise the security profile of {name}', { name: charger.charge_point_id })}
      choices={profiles.map(({ value }) => ({
        value: String(value),
        label: securityProfileLabel(value),
        detail: profileMeaning(value),
      }))}
      action={t('Raise profile')}
      onClose={onClose}
      onConfirm={(value) =>
        send.mutate({ action: 'ChangeConfiguration', request: { key: 'SecurityProfile', value } })
      }
    >
      {t(
        'What is missing is said before anything is sent. Where the address changes with the profile, set the charger’s own key for it first: OCPP 1.6 cannot tell it another one.',
      )}
    </ChoiceDialog>
  )
}
