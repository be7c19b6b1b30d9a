'use client'

import { ShieldAlertIcon } from 'lucide-react'

import { ChargerField } from '@/components/chargers/charger-field'
import { DataTable } from '@/components/data-table/data-table'
import { Filters } from '@/components/data-table/filters'
import { useServerTable } from '@/components/data-table/use-server-table'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { KeysetPager } from '@/components/keyset-pager'
import { EVENT_COLUMNS } from '@/components/security/event-columns'
import { useEventFilters } from '@/components/security/event-filters'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { formatTime } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useSecurityEvents } from '@/lib/queries/security'
import type { SecurityEvent } from '@/lib/types'
import { useKeyset } from '@/lib/use-keyset'

const PAGE = 50
const NONE: SecurityEvent[] = []

/** What happened to the security of chargers, coming in by itself. */
export function EventsView() {
  const filters = useEventFilters()
  const paging = useKeyset()
  const events = useSecurityEvents({
    ...filters.query,
    limit: PAGE,
    ...(paging.cursor && { cursor: paging.cursor }),
  })
  const rows = events.data?.items ?? NONE
  const table = useServerTable(rows, EVENT_COLUMNS)
  const next = events.data?.next_cursor ?? null
  return (
    <div className="flex flex-col gap-3 md:gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <ChargerField value={filters.charger} onChange={filters.setCharger} />
        <Filters filters={filters.list} onClear={filters.clear} />
      </div>
      {events.error && !events.data ? (
        <Card>
          <ErrorState
            title={t('The security events could not be loaded')}
            error={events.error}
            onRetry={() => void events.refetch()}
          />
        </Card>
      ) : (
        <DataTable
          table={table}
          label={t('Security events')}
          loading={events.isPending}
          empty={<NoEvents filtered={filters.any} onClear={filters.clear} />}
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

function spanOf(rows: SecurityEvent[]): string {
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) return ''
  return t('{newest} back to {oldest}', {
    newest: formatTime(first.received_at),
    oldest: formatTime(last.received_at),
  })
}

function NoEvents({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  return (
    <EmptyState
      icon={ShieldAlertIcon}
      title={filtered ? t('No event matches') : t('Nothing has happened yet')}
      action={
        filtered && (
          <Button variant="outline" onClick={onClear}>
            {t('Clear filters')}
          </Button>
        )
      }
    >
      {filtered ? null : t('Chargers with the security extension tell what happens to their security.')}
    </EmptyState>
  )
}
