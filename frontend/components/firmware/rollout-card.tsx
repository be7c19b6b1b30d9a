'use client'

import { useMutation } from '@tanstack/react-query'
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
import { rich, t } from '@/lib/i18n'
import { countOf, hasFailed, JOB_GROUPS, JOB_STATES } from '@/lib/job-words'
import { describeError } from '@/lib/problem'
import { fetchLatestJobs, updateChargers, useRefreshJobs, useRollout } from '@/lib/queries/firmware'
import { toast } from '@/lib/toast'
import type { Firmware, Job, Rollout } from '@/lib/types'

/** How far one firmware has come: each charger by its last job. */
export function RolloutCard({ firmware }: { firmware: Firmware }) {
  const { data: rollout, error } = useRollout(firmware.id)
  const failed = rollout ? countOf(rollout, 'failed') : 0
  const waits = rollout !== undefined && countOf(rollout, 'waiting') > 0
  const name = firmwareName(firmware)
  return (
    <Card>
      <CardHeader className="max-sm:flex-wrap max-sm:py-3">
        <CardTitle>
          {t('{name} on {count, plural, one {# charger} other {# chargers}}', {
            name,
            count: rollout?.chargers ?? 0,
          })}
        </CardTitle>
        <May right="operate">
          <span className="flex flex-wrap gap-2">
            {(firmware.paused_at !== null || waits) && <PauseFirmware firmware={firmware} />}
            {failed > 0 && <RetryAll firmware={firmware} count={failed} />}
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
        {rollout ? (
          <RolloutBar rollout={rollout} />
        ) : error ? (
          <p className="text-destructive">{describeError(error)}</p>
        ) : (
          <Skeleton className="h-9.5" />
        )}
      </CardContent>
    </Card>
  )
}

function RolloutBar({ rollout }: { rollout: Rollout }) {
  if (rollout.chargers === 0) return <p className="text-muted-foreground">{t('No charger was asked yet.')}</p>
  const items = JOB_GROUPS.map(({ group, status, label }) => {
    const count = countOf(rollout, group)
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

function RetryAll({ firmware, count }: { firmware: Firmware; count: number }) {
  const [asking, setAsking] = useState(false)
  const update = useRetryFailed(firmware.id)
  const retry = () =>
    update.mutate(undefined, {
      onSuccess: (asked) =>
        toast(
          t('{count, plural, one {# charger is} other {# chargers are}} being updated', { count: asked }),
        ),
    })
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

const FAILED = (Object.keys(JOB_STATES) as Job['state'][]).filter((state) => hasFailed({ state }))

/** Asks the server who they are when it begins: the card knows only how many. */
function useRetryFailed(firmwareId: string) {
  const refresh = useRefreshJobs()
  return useMutation({
    mutationFn: async () => {
      const jobs = await fetchLatestJobs(firmwareId, FAILED)
      await updateChargers({ firmwareId, updates: again(jobs) })
      return jobs.length
    },
    onSettled: refresh,
  })
}
