'use client'

import { ScrollTextIcon } from 'lucide-react'
import { parseAsString, useQueryState } from 'nuqs'

import { auditChips, useAuditFilters, type AuditFilters } from '@/components/audit/audit-filters'
import { AuditSheet } from '@/components/audit/audit-sheet'
import { AuditTable } from '@/components/audit/audit-table'
import { useTargetNames } from '@/components/audit/use-target-names'
import { NeedsRight } from '@/components/auth/needs-right'
import { DateFilter } from '@/components/data-table/date-filter'
import { Filters } from '@/components/data-table/filters'
import { SearchField } from '@/components/data-table/search-field'
import { useSheetKeys } from '@/components/docked-sheet'
import { NoMatch } from '@/components/data-table/no-match'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { KeysetPager, spanOf } from '@/components/keyset-pager'
import { PageBar } from '@/components/layout/page-bar'
import { Page, PageHeader } from '@/components/layout/page'
import { Card } from '@/components/ui/card'
import { WaitingRows } from '@/components/waiting-rows'
import { t } from '@/lib/i18n'
import { useAudit } from '@/lib/queries/audit'
import type { AuditEntry } from '@/lib/types'
import { useHeld } from '@/lib/use-held'
import { useKeyset } from '@/lib/use-keyset'
import { useScrolled } from '@/lib/use-scrolled'

const PAGE = 50
const NONE: AuditEntry[] = []

export function AuditPage() {
  return (
    <NeedsRight right="administer" crumb={t('Audit')}>
      <Audit />
    </NeedsRight>
  )
}

/** Who did what, newest first, with one entry in a sheet beside. */
function Audit() {
  const filters = useAuditFilters()
  const paging = useKeyset()
  const [open, setOpen] = useQueryState('entry', parseAsString)
  const scrolled = useScrolled()
  const list = useAudit({ ...filters.query, limit: PAGE, ...(paging.cursor && { cursor: paging.cursor }) })
  const scope = JSON.stringify([filters.query, paging.cursor])
  const { shown, waiting } = useHeld(list.data?.items ?? NONE, scrolled || open !== null, scope)
  const names = useTargetNames(shown)
  const index = shown.findIndex(({ id }) => id === open)
  const entry = shown[index]
  const close = () => void setOpen(null)
  const step = (by: number) => {
    const next = shown[index + by]
    return entry && next ? () => void setOpen(next.id) : null
  }
  useSheetKeys(entry !== undefined, step, close)
  const showNew = () => {
    close()
    window.scrollTo({ top: 0 })
  }
  const next = list.data?.next_cursor ?? null
  return (
    <div className="flex min-w-0 flex-1">
      <Page>
        <PageBar crumbs={[{ label: t('Audit') }]} />
        <div className="max-md:sr-only">
          <PageHeader title={t('Who did what')} />
        </div>
        <div className="-mb-1 flex flex-wrap items-center gap-2 max-md:mb-0">
          <SearchField
            value={filters.q}
            onChange={(q) => filters.set({ q: q || null })}
            placeholder={t('Person, key')}
          />
          <DateFilter
            label={t('When')}
            from={filters.from}
            to={filters.to}
            onChange={(from, to) => filters.set({ from, to })}
          />
          <Filters filters={auditChips(filters, shown, names)} onClear={filters.clear} />
        </div>
        <WaitingRows count={waiting} onShow={showNew} />
        {list.error && !list.data ? (
          <Card>
            <ErrorState
              title={t('The audit trail could not be loaded')}
              error={list.error}
              onRetry={() => void list.refetch()}
            />
          </Card>
        ) : (
          <AuditTable
            entries={shown}
            names={names}
            loading={list.isPending}
            selected={entry?.id ?? null}
            onOpen={(id) => void setOpen(id)}
            empty={<NoEntries filters={filters} />}
          />
        )}
        <KeysetPager
          onNewer={paging.cursor ? paging.newer : null}
          onOlder={next ? () => paging.older(next) : null}
        >
          {spanOf(shown, ({ at }) => at)}
        </KeysetPager>
      </Page>
      {entry && (
        <AuditSheet
          entry={entry}
          names={names}
          filters={filters}
          onNewer={step(-1)}
          onOlder={step(1)}
          onClose={close}
        />
      )}
    </div>
  )
}

function NoEntries({ filters }: { filters: AuditFilters }) {
  if (!filters.active) {
    return (
      <EmptyState icon={ScrollTextIcon} title={t('Nothing was changed yet')}>
        {t('Whatever a person or a program changes is noted here before it is done.')}
      </EmptyState>
    )
  }
  return <NoMatch title={t('No entry matches')} onClear={filters.clear} />
}
