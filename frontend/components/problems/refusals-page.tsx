'use client'

import { CircleCheckIcon, CircleMinusIcon } from 'lucide-react'
import { parseAsString, useQueryState } from 'nuqs'
import { useCallback, useMemo } from 'react'

import { ListPage } from '@/components/data-table/list-page'
import { useListTable } from '@/components/data-table/use-list-table'
import { EmptyState } from '@/components/empty-state'
import { problemPart } from '@/components/problems/problem-tabs'
import { causeWords, refusalColumns, type RefusalRow } from '@/components/problems/refusal-columns'
import { t } from '@/lib/i18n'
import { useAttention } from '@/lib/queries/overview'
import { useRefusals } from '@/lib/queries/problems'
import type { Refusal } from '@/lib/types'

const searchText = ({ charge_point_id, address, cause, detail }: RefusalRow) =>
  [charge_point_id, address, causeWords(cause), detail].join(' ')

/** Who was not let in, why, and what helps. */
export function RefusalsPage() {
  const refusals = useRefusals()
  const meant = useMeantCharger()
  const [cause, setCause] = useQueryState('cause', parseAsString)
  const rows = useMemo(
    () =>
      refusals.items
        .filter((refusal) => !cause || refusal.cause === cause)
        .map((refusal) => ({ ...refusal, charger: meant(refusal) })),
    [refusals.items, cause, meant],
  )
  const columns = useMemo(() => refusalColumns(), [])
  const list = useListTable({ rows, columns, defaultSort: '-last', searchText })
  const choose = (value: string | null) => {
    list.url.setPage(0)
    void setCause(value)
  }
  const attempts = refusals.items.reduce((sum, { count }) => sum + count, 0)
  const causes = [...new Set(refusals.items.map((refusal) => refusal.cause))].sort()
  return (
    <ListPage
      crumb={t('Refused connections')}
      part={problemPart()}
      title={
        refusals.loading
          ? t('Refused connections')
          : t(
              '{attempts, plural, =0 {No connection refused} one {# connection refused} other {# connections refused}}',
              { attempts },
            )
      }
      noun={t('refusals')}
      list={list}
      source={refusals}
      all={refusals.items.length}
      searchPlaceholder={t('Name, address, cause')}
      action={null}
      filters={[
        {
          key: 'cause',
          label: t('Cause'),
          icon: CircleMinusIcon,
          options: causes.map((value) => ({ value, label: causeWords(value) })),
          value: cause,
          onChange: choose,
        },
      ]}
      onClearFilters={() => choose(null)}
      empty={
        <EmptyState icon={CircleCheckIcon} title={t('Nobody was refused')}>
          {t('A charger with a wrong name or password appears here, with what helps.')}
        </EmptyState>
      }
    />
  )
}

/** The charger of this name, or the one that the server takes it for. */
function useMeantCharger() {
  const matters = useAttention().data?.items
  return useCallback(
    ({ charge_point_id: name, charger_id }: Refusal): RefusalRow['charger'] => {
      if (charger_id) return { id: charger_id, name, exact: true }
      const guess = matters?.find(
        (matter) => matter.charge_point_id === name && matter.suggestion,
      )?.suggestion
      return guess ? { id: guess.charger_id, name: guess.charge_point_id, exact: false } : null
    },
    [matters],
  )
}
