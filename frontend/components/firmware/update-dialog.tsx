'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'

import { firmwareName, meantFor } from '@/components/firmware/firmware-words'
import { PlanFilters, usePlanChoice } from '@/components/firmware/plan-filters'
import { PlanList } from '@/components/firmware/plan-list'
import { PlanTiming, TIMING, timingOf, type TimingValues } from '@/components/firmware/plan-timing'
import { FormFooter } from '@/components/form-footer'
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '@/components/ui/dialog'
import { planUpdate, waves, type Plan } from '@/lib/firmware-plan'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { useChargers } from '@/lib/queries/chargers'
import { useUpdateChargers } from '@/lib/queries/firmware'
import { toast } from '@/lib/toast'
import type { Firmware } from '@/lib/types'

const NONE: ReadonlySet<string> = new Set()

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
  const chargers = useChargers()
  const [choice, setChoice] = usePlanChoice()
  const [unticked, setUnticked] = useState(NONE)
  const [timing, setTiming] = useState<TimingValues>(TIMING)
  const update = useUpdateChargers()
  const plan = planUpdate(firmware, chargers.items, choice, unticked)
  const { pace, begin, rest, problem } = timingOf(timing)
  const submit = () => {
    const ids = plan.chosen.map(({ id }) => id)
    const wish = { ...rest, any_hardware: choice.anyHardware }
    update.mutate(
      { firmwareId: firmware.id, updates: waves(ids, pace, begin, wish) },
      {
        onSuccess: () => {
          toast(
            t('{count, plural, one {# charger is} other {# chargers are}} being updated', {
              count: ids.length,
            }),
          )
          router.push(`/firmware?view=jobs&firmware=${firmware.id}`)
        },
      },
    )
  }
  return (
    <form
      className="grid gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (plan.chosen.length > 0 && !problem) submit()
      }}
    >
      <PlanFilters chargers={chargers.items} choice={choice} onChange={setChoice} />
      <PlanList plan={plan} loading={chargers.loading} unticked={unticked} onUntick={setUnticked} />
      <PlanTiming values={timing} onChange={setTiming} signed={firmware.signature !== null} />
      <p role="status" className="font-medium">
        {summary(plan, pace.size)}
      </p>
      <FormFooter
        submit={t('Update {count, plural, one {# charger} other {# chargers}}', {
          count: plan.chosen.length,
        })}
        busy={update.isPending || plan.chosen.length === 0 || problem !== null}
        error={problem ?? (update.error ? describeError(update.error) : undefined)}
        onCancel={onClose}
      />
    </form>
  )
}

function summary({ chosen, leftOut }: Plan, wave: number | null): string {
  const online = chosen.filter((charger) => charger.online).length
  const parts = [
    t(
      '{count, plural, =0 {No charger is} one {# charger is} other {# chargers are}} asked, {online, number} of them online now, {away, number} when they are back.',
      {
        count: chosen.length,
        online,
        away: chosen.length - online,
      },
    ),
    leftOut.length > 0 ? t('{count, number} left out.', { count: leftOut.length }) : '',
    wave === null || chosen.length <= wave
      ? ''
      : t('In {count, number} waves.', { count: Math.ceil(chosen.length / wave) }),
  ]
  return parts.filter(Boolean).join(' ')
}
