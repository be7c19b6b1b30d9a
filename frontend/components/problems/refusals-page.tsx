'use client'

import { CircleCheckIcon, CircleMinusIcon } from 'lucide-react'
import { parseAsString, useQueryState } from 'nuqs'
import { useMemo } from 'react'

import { ListPage } from '@/components/data-table/list-page'
import { ExportAll } from '@/components/data-table/table-actions'
import { EmptyState } from '@/components/empty-state'
import { problemPart } from '@/components/problems/problem-tabs'
import { causeWords, refusalColumns } from '@/components/problems/refusal-columns'
import { useRefusalList } from '@/components/problems/use-refusal-list'
import { t } from '@/lib/i18n'
import { useRefusalSummary } from '@/lib/queries/problems'

const EVERYTHING = {}

/** Who was not let in, why, and what helps. */
export function RefusalsPage() {
  const field = useRefusalSummary(EVERYTHING).data
  const [cause, setCause] = useQueryState('cause', parseAsString)
  const columns = useMemo(() => refusalColumns(), [])
  const { list, rows, source, fetchAll } = useRefusalList({ columns, filter: cause ? { cause } : EVERYTHING })
  return (
    <ListPage
      crumb={t('Refused connections')}
      part={problemPart()}
      title={
        field
          ? t(
              '{attempts, plural, =0 {No connection refused} one {# connection refused} other {# connections refused}}',
              { attempts: field.attempts },
            )
          : t('Refused connections')
      }
      noun={t('refusals')}
      list={list}
      source={source}
      all={field?.total ?? rows.length}
      searchPlaceholder={t('Name, address')}
      action={null}
      exporting={<ExportAll table={list.table} name={t('refusals')} fetchAll={fetchAll} />}
      filters={[
        {
          key: 'cause',
          label: t('Cause'),
          icon: CircleMinusIcon,
          // What there is to choose from is what has happened.
          options: (field?.causes ?? []).map(({ cause: value }) => ({ value, label: causeWords(value) })),
          value: cause,
          onChange: (value) => void setCause(value),
        },
      ]}
      onClearFilters={() => void setCause(null)}
      empty={
        <EmptyState icon={CircleCheckIcon} title={t('Nobody was refused')}>
          {t('A charger with a wrong name or password appears here, with what helps.')}
        </EmptyState>
      }
    />
  )
}
