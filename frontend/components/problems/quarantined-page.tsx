'use client'

import { CircleCheckIcon, LinkIcon } from 'lucide-react'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useMemo } from 'react'

import { ListPage } from '@/components/data-table/list-page'
import { useListTable } from '@/components/data-table/use-list-table'
import { EmptyState } from '@/components/empty-state'
import { problemPart } from '@/components/problems/problem-tabs'
import { quarantinedColumns } from '@/components/problems/quarantined-columns'
import { t } from '@/lib/i18n'
import { useQuarantinedStops } from '@/lib/queries/problems'
import type { QuarantinedStop } from '@/lib/types'

const STATES = ['waiting', 'joined'] as const

const searchText = ({ claimed_transaction_id, charge_point_id, id_tag }: QuarantinedStop) =>
  [claimed_transaction_id, charge_point_id, id_tag].join(' ')

/** Stops that fitted no transaction when they came. */
export function QuarantinedPage() {
  const [state, setState] = useQueryState('state', parseAsStringLiteral(STATES))
  const joined = state === 'joined'
  const stops = useQuarantinedStops(joined)
  const columns = useMemo(() => quarantinedColumns(), [])
  const list = useListTable({ rows: stops.items, columns, defaultSort: '-received', searchText })
  const choose = (value: string | null) => {
    list.url.setPage(0)
    void setState(STATES.find((one) => one === value) ?? null)
  }
  const count = stops.items.length
  return (
    <ListPage
      crumb={t('Quarantined stops')}
      part={problemPart()}
      title={titleOf(stops.loading, joined, count)}
      noun={t('stops')}
      list={list}
      source={stops}
      all={count}
      searchPlaceholder={t('Transaction, charger, tag')}
      action={null}
      filters={[
        {
          key: 'state',
          label: t('State'),
          icon: LinkIcon,
          options: [
            { value: 'waiting', label: t('Waiting for their start') },
            { value: 'joined', label: t('Joined since') },
          ],
          value: state,
          onChange: choose,
        },
      ]}
      onClearFilters={() => choose(null)}
      empty={
        <EmptyState
          icon={CircleCheckIcon}
          title={joined ? t('No stop was joined later') : t('Every stop has its transaction')}
        >
          {t('A stop that fits no transaction is kept here, and joined to it when its start arrives.')}
        </EmptyState>
      }
    />
  )
}

function titleOf(loading: boolean, joined: boolean, count: number): string {
  if (loading) return t('Quarantined stops')
  if (joined) {
    return t('{count, plural, one {# stop has} other {# stops have}} found their transaction since', {
      count,
    })
  }
  if (count === 0) return t('Every stop has its transaction')
  return t('{count, plural, one {# stop fits} other {# stops fit}} no transaction', { count })
}
