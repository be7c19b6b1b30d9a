'use client'

import { BookmarkIcon, PlusIcon } from 'lucide-react'
import { parseAsString, useQueryState } from 'nuqs'
import { useMemo, useState, type ReactNode } from 'react'

import { May } from '@/components/auth/may'
import { DataTable } from '@/components/data-table/data-table'
import { DateFilter } from '@/components/data-table/date-filter'
import { Filters } from '@/components/data-table/filters'
import { useServerTable } from '@/components/data-table/use-server-table'
import { NoMatch } from '@/components/data-table/no-match'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { KeysetPager, spanOf } from '@/components/keyset-pager'
import { PageBar } from '@/components/layout/page-bar'
import { Page, PageHeader } from '@/components/layout/page'
import { CancelDialog } from '@/components/reservations/cancel-reservation'
import { reservationColumns } from '@/components/reservations/reservation-columns'
import { ReservationDialog } from '@/components/reservations/reservation-dialog'
import { reservationChips, useReservationFilters } from '@/components/reservations/reservation-filters'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { t } from '@/lib/i18n'
import { useReservations, useReservedCount } from '@/lib/queries/reservations'
import { useRights } from '@/lib/rights'
import type { Reservation } from '@/lib/types'
import { useKeyset } from '@/lib/use-keyset'

const PAGE = 50
const NEW = 'new'
const NONE: Reservation[] = []

/** Connectors that are kept for somebody, and what came of those that were. */
export function ReservationsPage() {
  const filters = useReservationFilters()
  const paging = useKeyset()
  const [edit, setEdit] = useQueryState('edit', parseAsString)
  const mayReserve = useRights().has('operate')
  const reserved = useReservedCount()
  const [cancelled, setCancelled] = useState<Reservation | null>(null)
  const list = useReservations({
    ...filters.query,
    limit: PAGE,
    ...(paging.cursor && { cursor: paging.cursor }),
  })
  const rows = list.data?.items ?? NONE
  const table = useServerTable(
    rows,
    useMemo(() => reservationColumns(setCancelled), []),
  )
  const next = list.data?.next_cursor ?? null
  const empty = list.data !== undefined && rows.length === 0 && !filters.active && !paging.cursor
  const add = (
    <May right="operate">
      <Button onClick={() => void setEdit(NEW)}>
        <PlusIcon /> {t('Reserve connector')}
      </Button>
    </May>
  )
  return (
    <Page>
      <PageBar crumbs={[{ label: t('Reservations') }]} />
      <PageHeader title={titleOf(reserved)} action={!empty && add} />
      <div className="-mb-1 flex flex-wrap items-center gap-2 max-md:mb-0">
        <DateFilter
          label={t('Until')}
          from={filters.from}
          to={filters.to}
          onChange={(from, to) => filters.set({ from, to })}
        />
        <Filters filters={reservationChips(filters, rows)} onClear={filters.clear} />
      </div>
      {list.error && !list.data ? (
        <Card>
          <ErrorState
            title={t('The reservations could not be loaded')}
            error={list.error}
            onRetry={() => void list.refetch()}
          />
        </Card>
      ) : (
        <DataTable
          table={table}
          label={t('Reservations')}
          loading={list.isPending}
          empty={
            filters.active ? (
              <NoMatch title={t('No reservation matches')} onClear={filters.clear} />
            ) : (
              <NoReservation action={add} />
            )
          }
        />
      )}
      {(paging.cursor || next) && (
        <KeysetPager
          onNewer={paging.cursor ? paging.newer : null}
          onOlder={next ? () => paging.older(next) : null}
        >
          {spanOf(rows, ({ created_at }) => created_at)}
        </KeysetPager>
      )}
      {cancelled && <CancelDialog reservation={cancelled} onClose={() => setCancelled(null)} />}
      {mayReserve && edit === NEW && <ReservationDialog onClose={() => void setEdit(null)} />}
    </Page>
  )
}

function titleOf(count: number | undefined): string {
  if (count === undefined) return t('Reservations')
  return t(
    '{count, plural, =0 {No connector is reserved} one {# connector is reserved} other {# connectors are reserved}}',
    { count },
  )
}

function NoReservation({ action }: { action: ReactNode }) {
  return (
    <EmptyState icon={BookmarkIcon} title={t('Nothing was reserved yet')} action={action}>
      {t('A reservation keeps a connector for one card until a moment: for a guest, or for the next van.')}
    </EmptyState>
  )
}
