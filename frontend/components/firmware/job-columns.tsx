import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'

import { May } from '@/components/auth/may'
import { CancelJob } from '@/components/firmware/cancel-job'
import { firmwareName } from '@/components/firmware/firmware-words'
import { RetryButton } from '@/components/firmware/retry-button'
import { Flash } from '@/components/flash'
import { StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { msg, t } from '@/lib/i18n'
import { hasFailed, isFirmware, JOB_KINDS, JOB_STATES } from '@/lib/job-words'
import { personName } from '@/lib/person'
import { detailWords } from '@/lib/said'
import type { Firmware, Job } from '@/lib/types'

const muted = 'text-muted-foreground'

export const jobColumns = (files: Firmware[]): ColumnDef<Job>[] => [
  {
    id: 'charger',
    header: () => t('Charger'),
    meta: { label: msg('Charger') },
    cell: ({ row: { original } }) => (
      <Link
        href={`/chargers/${original.charger_id}/logs`}
        prefetch={false}
        data-row-link
        className="font-medium"
      >
        {original.charge_point_id}
      </Link>
    ),
  },
  {
    id: 'what',
    header: () => t('What'),
    meta: { label: msg('What'), className: '@max-md:hidden' },
    cell: ({ row: { original } }) => jobWhat(original, files),
  },
  {
    id: 'state',
    header: () => t('State'),
    meta: { label: msg('State'), className: 'w-full max-w-0 max-md:h-12' },
    cell: ({ row: { original } }) => (
      <Flash value={original.state}>
        <JobState job={original} />
      </Flash>
    ),
  },
  {
    id: 'asked',
    header: () => t('Asked for'),
    meta: { label: msg('Asked for'), align: 'right', className: `@max-2xl:hidden ${muted}` },
    cell: ({ row: { original } }) => (
      <span className="block leading-4">
        <Time value={original.created_at} />
        <span className="block text-xs">{personName(original.requested_by) || original.requested_by}</span>
      </span>
    ),
  },
  {
    id: 'updated',
    header: () => t('Last change'),
    meta: { label: msg('Last change'), align: 'right', className: `@max-lg:hidden ${muted}` },
    cell: ({ row: { original } }) => <Time style="since" value={original.updated_at} />,
  },
  {
    id: 'deeds',
    header: () => <span className="sr-only">{t('Deeds')}</span>,
    meta: { label: msg('Deeds'), align: 'right', className: 'w-24' },
    cell: ({ row: { original } }) =>
      hasFailed(original) && original.firmware ? (
        <May right="operate">
          <RetryButton job={original} />
        </May>
      ) : (
        <CancelJob job={original} />
      ),
  },
]

/** "Firmware 2.3.7 to 3.0.0", "Diagnostics". */
export function jobWhat(job: Job, files: Firmware[]): string {
  if (!isFirmware(job)) return t(JOB_KINDS[job.kind])
  const file = files.find(({ id }) => id === job.firmware)
  const to = file ? firmwareName(file) : (job.file_name ?? '')
  if (job.version_before && to) return t('Firmware {from} to {to}', { from: job.version_before, to })
  return to ? t('Firmware {to}', { to }) : t(JOB_KINDS[job.kind])
}

/** The state in words, and the charger's own reason beside it. */
export function JobState({ job }: { job: Job }) {
  const { status, label } = JOB_STATES[job.state]
  const detail = detailWords(job)
  return (
    <span className="flex min-w-0 items-center gap-2">
      <StatusBadge status={status} label={t(label)} />
      {detail && (
        <span title={detail} className="truncate text-xs text-muted-foreground">
          {detail}
        </span>
      )}
    </span>
  )
}
