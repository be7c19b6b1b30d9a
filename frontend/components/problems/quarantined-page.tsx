'use client'

import { CircleCheckIcon, LinkIcon } from 'lucide-react'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useMemo } from 'react'

import { ListPage } from '@/components/data-table/list-page'
import { ExportAll } from '@/components/data-table/table-actions'
import { EmptyState } from '@/components/empty-state'
import { problemPart } from '@/components/problems/problem-tabs'
import { quarantinedColumns } from '@/components/problems/quarantined-columns'
import { useQuarantinedList } from '@/components/problems/use-quarantined-list'
import { t } from '@/lib/i18n'
import { useQuarantinedSummary } from '@/lib/queries/problems'

const STATES = ['waiting', 'joined'] as const
const EVERYTHING = {}

/** Stops that fitted no transaction when they came. */
export function QuarantinedPage() {
  const [state, setState] = useQueryState('state', parseAsStringLiteral(STATES))
  const joined = state === 'joined'
  const counts = useQuarantinedSummary(EVERYTHING).data
  const count = counts?.[joined ? 'joined' : 'waiting']
  const columns = useMemo(() => quarantinedColumns(), [])
  const { list, rows, source, fetchAll } = useQuarantinedList({ columns, joined })
  return (
    <ListPage
      crumb={t('Quarantined stops')}
      part={problemPart()}
      title={count === undefined ? t('Quarantined stops') : titleOf(joined, count)}
      noun={t('stops')}
      list={list}
      source={source}
      all={count ?? rows.length}
      searchPlaceholder={t('Transaction, charger, tag')}
      action={null}
      exporting={<ExportAll table={list.table} name={t('stops')} fetchAll={fetchAll} />}
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
          onChange: (value) => void setState(STATES.find((one) => one === value) ?? null),
        },
      ]}
      onClearFilters={() => void setState(null)}
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

function titleOf(joined: boolean, count: number): string {
  if (joined) {
    return t('{count, plural, one {# stop has} other {# stops have}} found their transaction since', {
      count,
    })
  }
  if (count === 0) return t('Every stop has its transaction')
  return t('{count, plural, one {# stop fits} other {# stops fit}} no transaction', { count })
}
