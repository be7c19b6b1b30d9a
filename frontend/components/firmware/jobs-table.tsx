'use client'

import { DownloadIcon, SearchXIcon } from 'lucide-react'
import { useMemo } from 'react'

import { ChargerField } from '@/components/chargers/charger-field'
import { DataTable } from '@/components/data-table/data-table'
import { Filters } from '@/components/data-table/filters'
import { useServerTable } from '@/components/data-table/use-server-table'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { jobColumns } from '@/components/firmware/job-columns'
import { useJobFilters } from '@/components/firmware/job-filters'
import { RolloutCard } from '@/components/firmware/rollout-card'
import { KeysetPager } from '@/components/keyset-pager'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { formatTime } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useJobs } from '@/lib/queries/firmware'
import type { Firmware, Job } from '@/lib/types'
import { useKeyset } from '@/lib/use-keyset'

const PAGE = 50
const NONE: Job[] = []

/** What chargers fetch and deliver, moving by itself. */
export function JobsTable({ files }: { files: Firmware[] }) {
  const filters = useJobFilters(files)
  const paging = useKeyset()
  const jobs = useJobs({ ...filters.query, limit: PAGE, ...(paging.cursor && { cursor: paging.cursor }) })
  const rows = jobs.data?.items ?? NONE
  const table = useServerTable(
    rows,
    useMemo(() => jobColumns(files), [files]),
  )
  const next = jobs.data?.next_cursor ?? null
  const firmware = files.find(({ id }) => id === filters.firmware)
  return (
    <div className="flex flex-col gap-3 md:gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <ChargerField value={filters.charger} onChange={filters.setCharger} />
        <Filters filters={filters.list} onClear={filters.clear} />
      </div>
      {firmware && <RolloutCard firmware={firmware} />}
      {jobs.error && !jobs.data ? (
        <Card>
          <ErrorState
            title={t('The jobs could not be loaded')}
            error={jobs.error}
            onRetry={() => void jobs.refetch()}
          />
        </Card>
      ) : (
        <DataTable
          table={table}
          label={t('Updates and logs')}
          loading={jobs.isPending}
          rowHref={({ charger_id }) => `/chargers/${charger_id}/logs`}
          empty={<NoJobs filtered={filters.any} onClear={filters.clear} />}
        />
      )}
      {(paging.cursor || next) && (
        <KeysetPager
          words={[t('Newer'), t('Older')]}
          onNewer={paging.cursor ? paging.newer : null}
          onOlder={next ? () => paging.older(next) : null}
        >
          {spanOf(rows)}
        </KeysetPager>
      )}
    </div>
  )
}

function spanOf(rows: Job[]): string {
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) return ''
  return t('{newest} back to {oldest}', {
    newest: formatTime(first.created_at),
    oldest: formatTime(last.created_at),
  })
}

function NoJobs({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (!filtered) {
    return (
      <EmptyState icon={DownloadIcon} title={t('Nothing has been asked for yet')}>
        {t('Update chargers from a file, or ask a charger for its logs on its own page.')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={SearchXIcon}
      title={t('No job matches')}
      action={
        <Button variant="outline" onClick={onClear}>
          {t('Clear filters')}
        </Button>
      }
    />
  )
}
