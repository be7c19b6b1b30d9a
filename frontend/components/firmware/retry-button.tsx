'use client'

import { Button } from '@/components/ui/button'
import { AT_ONCE, waves } from '@/lib/firmware-plan'
import { t } from '@/lib/i18n'
import { useUpdateChargers } from '@/lib/queries/firmware'
import { toast } from '@/lib/toast'
import type { FirmwareUpdate, Job } from '@/lib/types'

const WEEK = 7 * 86_400

/** The same firmware again, now, as far as the hardware is right. */
export const again = (jobs: Pick<Job, 'charger_id'>[]): FirmwareUpdate[] =>
  waves(
    jobs.map(({ charger_id }) => charger_id),
    AT_ONCE,
    null,
    { waits_for: WEEK, any_hardware: false },
  )

export function RetryButton({ job }: { job: Job }) {
  const update = useUpdateChargers()
  const name = job.charge_point_id
  const retry = () =>
    update.mutate(
      { firmwareId: job.firmware ?? '', updates: again([job]) },
      { onSuccess: () => toast(t('{name} is being updated', { name })) },
    )
  return (
    <Button
      variant="outline"
      size="xs"
      className="max-md:h-10"
      aria-label={t('Try {name} again', { name })}
      disabled={update.isPending}
      onClick={retry}
    >
      {t('Try again')}
    </Button>
  )
}
