'use client'

import { RotateCwIcon } from 'lucide-react'
import { useState } from 'react'

import { May } from '@/components/auth/may'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { CountedBar } from '@/components/counted-bar'
import { firmwareName } from '@/components/firmware/firmware-words'
import { PauseFirmware } from '@/components/firmware/pause-firmware'
import { again } from '@/components/firmware/retry-button'
import { StatusBadge, statusTone, StatusIcon } from '@/components/status-badge'
import { Time } from '@/components/time'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { latestJobs } from '@/lib/firmware-plan'
import { rich, t } from '@/lib/i18n'
import { hasFailed, JOB_GROUPS, JOB_STATES } from '@/lib/job-words'
import { useRollout, useUpdateChargers } from '@/lib/queries/firmware'
import { toast } from '@/lib/toast'
import type { Firmware, Job } from '@/lib/types'

/** How far one firmware has come: each charger by its last job. */
export function RolloutCard({ firmware }: { firmware: Firmware }) {
  const rollout = useRollout(firmware.id)
  const jobs = latestJobs(rollout.items)
  const failed = jobs.filter(hasFailed)
  const name = firmwareName(firmware)
  return (
    <Card>
      <CardHeader className="max-sm:flex-wrap max-sm:py-3">
        <CardTitle>
          {t('{name} on {count, plural, one {# charger} other {# chargers}}', { name, count: jobs.length })}
        </CardTitle>
        <May right="operate">
          <span className="flex flex-wrap gap-2">
            {(firmware.paused_at !== null || jobs.some(({ state }) => state === 'waiting')) && (
              <PauseFirmware firmware={firmware} />
            )}
            {failed.length > 0 && <RetryAll firmware={firmware} failed={failed} />}
          </span>
        </May>
      </CardHeader>
      <CardContent className="pb-4">
        {firmware.paused_at !== null && (
          <p className="mb-2 flex items-center gap-2">
            <StatusBadge status="paused" />
            <span className="text-muted-foreground">
              {rich('since <when></when>: who waits is not asked, who was asked goes on.', {
                when: () => <Time key="when" value={firmware.paused_at ?? ''} />,
              })}
            </span>
          </p>
        )}
        {rollout.loading ? <Skeleton className="h-9.5" /> : <RolloutBar jobs={jobs} />}
      </CardContent>
    </Card>
  )
}

function RolloutBar({ jobs }: { jobs: Job[] }) {
  if (jobs.length === 0) return <p className="text-muted-foreground">{t('No charger was asked yet.')}</p>
  const items = JOB_GROUPS.map(({ group, status, label }) => {
    const count = jobs.filter(({ state }) => JOB_STATES[state].group === group).length
    return {
      key: group,
      count,
      className: statusTone(status).solid,
      icon: <StatusIcon status={status} />,
      words: t(label, { count }),
    }
  })
  return <CountedBar label={t('How far it is')} items={items} />
}

function RetryAll({ firmware, failed }: { firmware: Firmware; failed: Job[] }) {
  const [asking, setAsking] = useState(false)
  const update = useUpdateChargers()
  const count = failed.length
  const retry = () =>
    update.mutate(
      { firmwareId: firmware.id, updates: [again(failed)] },
      {
        onSuccess: () =>
          toast(t('{count, plural, one {# charger is} other {# chargers are}} being updated', { count })),
      },
    )
  return (
    <>
      <Button variant="outline" disabled={update.isPending} onClick={() => setAsking(true)}>
        <RotateCwIcon /> {t('Try {count, number} failed again', { count })}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('Try {count, plural, one {# charger} other {# chargers}} again?', { count })}
        action={t('Update chargers')}
        cancel={t('Not now')}
        onConfirm={retry}
      >
        {t('Each is asked to fetch {name} once more: now where it is online, else when it is back.', {
          name: firmwareName(firmware),
        })}
      </ConfirmDialog>
    </>
  )
}
