'use client'

import { ShieldAlertIcon } from 'lucide-react'

import { ChargerField } from '@/components/chargers/charger-field'
import { Filters } from '@/components/data-table/filters'
import { NoMatch } from '@/components/data-table/no-match'
import { ServerList } from '@/components/data-table/server-list'
import { useServerTable } from '@/components/data-table/use-server-table'
import { EmptyState } from '@/components/empty-state'
import { EVENT_COLUMNS } from '@/components/security/event-columns'
import { useEventFilters } from '@/components/security/event-filters'
import { t } from '@/lib/i18n'
import { useSecurityEvents } from '@/lib/queries/security'
import { useKeyset } from '@/lib/use-keyset'
import { useLog } from '@/lib/use-log'

const PAGE = 50

/** What happened to the security of chargers, coming in by itself. */
export function EventsView() {
  const filters = useEventFilters()
  const paging = useKeyset()
  const events = useSecurityEvents({
    ...filters.query,
    limit: PAGE,
    ...(paging.cursor && { cursor: paging.cursor }),
  })
  const log = useLog(events, paging, filters.query)
  const table = useServerTable(log.shown, EVENT_COLUMNS)
  return (
    <div className="flex flex-col gap-3 md:gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <ChargerField value={filters.charger} onChange={filters.setCharger} />
        <Filters filters={filters.list} onClear={filters.clear} />
      </div>
      <ServerList
        label={t('Security events')}
        table={table}
        log={log}
        at={({ received_at }) => received_at}
        errorTitle={t('The security events could not be loaded')}
        empty={<NoEvents filtered={filters.any} onClear={filters.clear} />}
      />
    </div>
  )
}

function NoEvents({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) return <NoMatch title={t('No event matches')} onClear={onClear} />
  return (
    <EmptyState icon={ShieldAlertIcon} title={t('Nothing has happened yet')}>
      {t('Chargers with the security extension tell what happens to their security.')}
    </EmptyState>
  )
}
