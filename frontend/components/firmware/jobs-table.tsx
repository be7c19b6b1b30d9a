'use client'

import { DownloadIcon } from 'lucide-react'
import { useMemo } from 'react'

import { ChargerField } from '@/components/chargers/charger-field'
import { Filters } from '@/components/data-table/filters'
import { NoMatch } from '@/components/data-table/no-match'
import { ServerList } from '@/components/data-table/server-list'
import { useServerTable } from '@/components/data-table/use-server-table'
import { EmptyState } from '@/components/empty-state'
import { jobColumns } from '@/components/firmware/job-columns'
import { useJobFilters } from '@/components/firmware/job-filters'
import { RolloutCard } from '@/components/firmware/rollout-card'
import { t } from '@/lib/i18n'
import { useJobs } from '@/lib/queries/firmware'
import type { Firmware } from '@/lib/types'
import { useKeyset } from '@/lib/use-keyset'
import { useLog } from '@/lib/use-log'

const PAGE = 50

/** What chargers fetch and deliver, moving by itself. */
export function JobsTable({ files }: { files: Firmware[] }) {
  const filters = useJobFilters(files)
  const paging = useKeyset()
  const jobs = useJobs({ ...filters.query, limit: PAGE, ...(paging.cursor && { cursor: paging.cursor }) })
  const log = useLog(jobs, paging, filters.query)
  const table = useServerTable(
    log.shown,
    useMemo(() => jobColumns(files), [files]),
  )
  const firmware = files.find(({ id }) => id === filters.firmware)
  return (
    <div className="flex flex-col gap-3 md:gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <ChargerField value={filters.charger} onChange={filters.setCharger} />
        <Filters filters={filters.list} onClear={filters.clear} />
      </div>
      {firmware && <RolloutCard firmware={firmware} />}
      <ServerList
        label={t('Updates and logs')}
        table={table}
        log={log}
        at={({ created_at }) => created_at}
        rowHref={({ charger_id }) => `/chargers/${charger_id}/logs`}
        errorTitle={t('The jobs could not be loaded')}
        empty={<NoJobs filtered={filters.any} onClear={filters.clear} />}
      />
    </div>
  )
}

function NoJobs({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) return <NoMatch title={t('No job matches')} onClear={onClear} />
  return (
    <EmptyState icon={DownloadIcon} title={t('Nothing has been asked for yet')}>
      {t('Update chargers from a file, or ask a charger for its logs on its own page.')}
    </EmptyState>
  )
}
