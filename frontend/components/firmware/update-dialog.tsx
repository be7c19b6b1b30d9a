'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'

import { firmwareName, meantFor } from '@/components/firmware/firmware-words'
import { PlanFilters, usePlanChoice } from '@/components/firmware/plan-filters'
import { PlanList } from '@/components/firmware/plan-list'
import { PlanTiming, TIMING, timingOf, type TimingValues } from '@/components/firmware/plan-timing'
import { useCampaign } from '@/components/firmware/use-campaign'
import { FormFooter } from '@/components/form-footer'
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '@/components/ui/dialog'
import {
  candidates,
  fittingOf,
  planUpdate,
  REASONS,
  waves,
  type Plan,
  type Reason,
  type Unticked,
} from '@/lib/firmware-plan'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { useChargerSummary } from '@/lib/queries/chargers'
import { toast } from '@/lib/toast'
import type { Firmware } from '@/lib/types'

const NONE: Unticked = new Map()

interface UpdateDialogProps {
  firmware: Firmware
  onClose: () => void
}

/** Whom an update concerns, when, and how fast; nothing is sent before the last button. */
export function UpdateDialog({ firmware, onClose }: UpdateDialogProps) {
  const name = firmwareName(firmware)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-2xl">
        <DialogHeader>
          <DialogTitle>{t('Update chargers to {name}', { name })}</DialogTitle>
          <DialogDescription>
            {t('Meant for: {hardware}. Each charger restarts; running sessions may end.', {
              hardware: meantFor(firmware),
            })}
          </DialogDescription>
        </DialogHeader>
        <UpdateForm firmware={firmware} onClose={onClose} />
      </DialogContent>
    </Dialog>
  )
}

function UpdateForm({ firmware, onClose }: UpdateDialogProps) {
  const router = useRouter()
  const [choice, setChoice] = usePlanChoice()
  const [unticked, setUnticked] = useState(NONE)
  const [timing, setTiming] = useState<TimingValues>(TIMING)
  const campaign = useCampaign()
  const counted = useChargerSummary(candidates(choice)).data
  const chargers = fittingOf(firmware, choice)
  const plan = planUpdate(firmware, counted?.kinds ?? [], choice, unticked)
  const { pace, begin, rest, problem } = timingOf(timing)
  const busy = campaign.isPending || plan.chosen <= 0 || problem !== null
  const submit = () =>
    campaign.mutate(
      {
        firmwareId: firmware.id,
        chargers,
        count: plan.fitting,
        leftOut: (id) => unticked.has(id),
        waves: (ids) => waves(ids, pace, begin, { ...rest, any_hardware: choice.anyHardware }),
      },
      {
        onSuccess: (count) => {
          toast(t('{count, plural, one {# charger is} other {# chargers are}} being updated', { count }))
          router.push(`/firmware?view=jobs&firmware=${firmware.id}`)
        },
      },
    )
  return (
    <form
      className="grid gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) submit()
      }}
    >
      <PlanFilters
        choice={choice}
        onChange={(change) => {
          setUnticked(NONE)
          setChoice(change)
        }}
      />
      <PlanList chargers={chargers} count={plan.fitting} unticked={unticked} onUntick={setUnticked} />
      <PlanTiming values={timing} onChange={setTiming} signed={firmware.signature !== null} />
      <p role="status" className="font-medium">
        {campaign.progress ?? summary(plan, pace.size)}
      </p>
      <FormFooter
        submit={t('Update {count, plural, one {# charger} other {# chargers}}', {
          count: plan.chosen,
        })}
        busy={busy}
        error={problem ?? (campaign.error ? describeError(campaign.error) : undefined)}
        onCancel={onClose}
      />
    </form>
  )
}

function summary({ chosen, online, leftOut }: Plan, wave: number | null): string {
  const reasons = Object.entries(leftOut).filter(([, count]) => count > 0)
  const parts = [
    t(
      '{count, plural, =0 {No charger is} one {# charger is} other {# chargers are}} asked, {online, number} of them online now, {away, number} when they are back.',
      { count: chosen, online, away: chosen - online },
    ),
    ...reasons.map(([reason, count]) =>
      t('{count, number} left out: {reason}.', { count, reason: t(REASONS[reason as Reason]) }),
    ),
    wave === null || chosen <= wave
      ? ''
      : t('In {count, number} waves.', { count: Math.ceil(chosen / wave) }),
  ]
  return parts.filter(Boolean).join(' ')
}
