'use client'

import { useState, type ReactNode } from 'react'
import { DownloadIcon, FileTextIcon } from 'lucide-react'

import { May } from '@/components/auth/may'
import { useThisCharger } from '@/components/chargers/detail/charger-context'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { ChargerFirmware } from '@/components/firmware/charger-firmware'
import { JobLife } from '@/components/firmware/job-life'
import { LogDialog } from '@/components/firmware/log-dialog'
import { Page } from '@/components/layout/page'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/i18n'
import { isFirmware } from '@/lib/job-words'
import { useFirmware, useJobs } from '@/lib/queries/firmware'
import type { Charger, Firmware, Job } from '@/lib/types'

const SHOWN = 100

/** What one charger fetches and delivers: firmware left, logs right. */
export function LogsTab() {
  const charger = useThisCharger()
  const files = useFirmware().items
  const jobs = useJobs({ charger_id: charger.id, limit: SHOWN })
  if (jobs.error && !jobs.data) {
    return (
      <Page className="pt-4 md:pt-4">
        <Card>
          <ErrorState
            title={t('The jobs could not be loaded')}
            error={jobs.error}
            onRetry={() => void jobs.refetch()}
          />
        </Card>
      </Page>
    )
  }
  const all = jobs.data?.items
  return (
    <Page className="grid grid-cols-1 content-start gap-4 pt-4 md:pt-4 lg:grid-cols-2">
      <FirmwareCard charger={charger} files={files} jobs={all?.filter(isFirmware)} />
      <LogsCard charger={charger} files={files} jobs={all?.filter((job) => !isFirmware(job))} />
    </Page>
  )
}

interface CardProps {
  charger: Charger
  files: Firmware[]
  /** Undefined while they are loading. */
  jobs: Job[] | undefined
}

function FirmwareCard({ charger, files, jobs }: CardProps) {
  return (
    <Card>
      <ChargerFirmware charger={charger} files={files} />
      <JobList jobs={jobs} files={files}>
        <EmptyState icon={DownloadIcon} title={t('It was never updated from here')}>
          {t('Every update stays here with its life: fetched, installed, started again.')}
        </EmptyState>
      </JobList>
    </Card>
  )
}

function LogsCard({ charger, files, jobs }: CardProps) {
  const [asking, setAsking] = useState(false)
  return (
    <Card>
      <CardHeader className="lg:min-h-16">
        <CardTitle>{t('Logs and diagnostics')}</CardTitle>
        <May right="operate">
          <Button variant="outline" disabled={!charger.online} onClick={() => setAsking(true)}>
            <FileTextIcon /> {t('Ask for a log')}
          </Button>
        </May>
      </CardHeader>
      {!charger.online && (
        <p className="px-4 pb-3 text-muted-foreground">
          {t('The charger is offline. It can be asked when it calls again.')}
        </p>
      )}
      <JobList jobs={jobs} files={files}>
        <EmptyState icon={FileTextIcon} title={t('No log was asked for yet')}>
          {t('The charger delivers its file here, nobody needs a server for it.')}
        </EmptyState>
      </JobList>
      {asking && <LogDialog charger={charger} onClose={() => setAsking(false)} />}
    </Card>
  )
}

function JobList({ jobs, files, children }: Pick<CardProps, 'jobs' | 'files'> & { children: ReactNode }) {
  if (!jobs) {
    return (
      <div className="border-t p-4">
        <Skeleton className="h-24" />
      </div>
    )
  }
  return (
    <div className="divide-y border-t">
      {jobs.length === 0 && children}
      {jobs.map((job) => (
        <JobLife key={job.id} job={job} files={files} />
      ))}
    </div>
  )
}
