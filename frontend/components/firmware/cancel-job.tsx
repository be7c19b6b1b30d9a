'use client'

import { useState } from 'react'

import { May } from '@/components/auth/may'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { canCancel } from '@/lib/job-words'
import { useCancelJob } from '@/lib/queries/firmware'
import { toast } from '@/lib/toast'
import type { Job } from '@/lib/types'

/** Nothing for what is under way, or over. */
export function CancelJob({ job }: { job: Job }) {
  const [asking, setAsking] = useState(false)
  const cancel = useCancelJob()
  if (!canCancel(job)) return null
  const name = job.charge_point_id
  return (
    <May right="operate">
      <Button
        variant="outline"
        size="xs"
        className="max-md:h-10"
        aria-label={t('Cancel job of {name}', { name })}
        disabled={cancel.isPending}
        onClick={() => setAsking(true)}
      >
        {t('Cancel job')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('Cancel the job of {name}?', { name })}
        action={t('Cancel job')}
        onConfirm={() =>
          cancel.mutate(job.id, { onSuccess: () => toast(t('The job of {name} is cancelled', { name })) })
        }
      >
        {job.state === 'waiting'
          ? t('The charger is not asked for it any more.')
          : t('The charger was asked already. It finds nothing at the address, and says that it failed.')}
      </ConfirmDialog>
    </May>
  )
}
