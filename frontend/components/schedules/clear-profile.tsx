'use client'

import { Trash2Icon } from 'lucide-react'
import { useState } from 'react'

import { May } from '@/components/auth/may'
import { useSend } from '@/components/commands/use-send'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { PURPOSES } from '@/components/schedules/limit-words'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { useRefreshProfiles } from '@/lib/queries/charging-profiles'
import type { ChargingProfile } from '@/lib/types'

interface ClearProfileProps {
  charger: { id: string; charge_point_id: string; online: boolean }
  profile: ChargingProfile
  /** With its word, where there is room. */
  wide?: boolean
}

/** Has the charger forget a profile, once asked. The command shows its life among the others. */
export function ClearProfile({ charger, profile, wide = false }: ClearProfileProps) {
  const [asking, setAsking] = useState(false)
  const send = useSend(charger)
  const refresh = useRefreshProfiles()
  const clear = () =>
    send.mutate(
      { action: 'ClearChargingProfile', request: { id: profile.charging_profile_id } },
      { onSuccess: () => void refresh() },
    )
  const what = { purpose: t(PURPOSES[profile.purpose].label) }
  return (
    <May right="operate">
      <Button
        variant="destructive"
        size={wide ? 'default' : 'icon-xs'}
        className="max-md:h-10 max-md:min-w-10"
        disabled={!charger.online || send.isPending}
        title={charger.online ? undefined : t('The charger is offline.')}
        aria-label={t('Clear profile: {purpose}', what)}
        onClick={() => setAsking(true)}
      >
        <Trash2Icon /> {wide && t('Clear profile')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('Clear this profile on {charger}?', { charger: charger.charge_point_id })}
        action={t('Clear profile')}
        cancel={t('Keep it')}
        onConfirm={clear}
      >
        {t('Its limit ends at once, also for sessions that run. What is below in the stack holds then.')}
      </ConfirmDialog>
    </May>
  )
}
