'use client'

import { LifeLine } from '@/components/commands/command-life'
import { CancelJob } from '@/components/firmware/cancel-job'
import { JobFile } from '@/components/firmware/job-file'
import { jobWhat } from '@/components/firmware/job-columns'
import { StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { rich, t } from '@/lib/i18n'
import { jobLife } from '@/lib/job-life'
import { JOB_STATES } from '@/lib/job-words'
import { personName } from '@/lib/person'
import type { Firmware, Job } from '@/lib/types'

/** One job: what it is, who asked, its life as a vertical line, and the file that came. */
export function JobLife({ job, files }: { job: Job; files: Firmware[] }) {
  const { status, label } = JOB_STATES[job.state]
  const what = jobWhat(job, files)
  return (
    <article className="px-4 py-3.5" aria-label={what}>
      <div className="flex items-start justify-between gap-3">
        <h3 className="min-w-0 font-semibold wrap-anywhere">{what}</h3>
        <StatusBadge plain status={status} label={t(label)} className="h-5" />
      </div>
      <p className="mb-2 truncate text-xs text-muted-foreground">
        {rich('{person}, <when></when>', {
          person: personName(job.requested_by) || job.requested_by,
          when: () => <Time key="when" value={job.created_at} />,
        })}
      </p>
      <LifeLine steps={jobLife(job)} />
      <div className="mt-3 empty:hidden">
        <CancelJob job={job} />
      </div>
      {job.file && <JobFile job={job} file={job.file} />}
    </article>
  )
}
