'use client'

import { EvChargerIcon } from 'lucide-react'
import { useMemo } from 'react'

import { ListPage } from '@/components/data-table/list-page'
import { useListTable } from '@/components/data-table/use-list-table'
import { EmptyState } from '@/components/empty-state'
import { conformanceColumns, type ScorecardRow } from '@/components/problems/conformance-columns'
import { problemPart } from '@/components/problems/problem-tabs'
import { t } from '@/lib/i18n'
import { useScorecards } from '@/lib/queries/problems'

const searchText = ({ vendor, model, firmware_version }: ScorecardRow) =>
  [vendor, model, firmware_version].join(' ')

/** How well each model, with each firmware, keeps to OCPP. */
export function ConformancePage() {
  const cards = useScorecards()
  const rows = useMemo(
    () =>
      cards.items.map((card) => ({
        ...card,
        id: JSON.stringify([card.vendor, card.model, card.firmware_version]),
      })),
    [cards.items],
  )
  const columns = useMemo(() => conformanceColumns(), [])
  const list = useListTable({ rows, columns, defaultSort: 'kept', searchText })
  const all = rows.reduce((sum, { chargers }) => sum + chargers, 0)
  const broken = rows.reduce((sum, card) => sum + card.chargers_with_violations, 0)
  return (
    <ListPage
      crumb={t('Conformance')}
      part={problemPart()}
      title={
        cards.loading || all === 0
          ? t('Conformance')
          : t('{kept, number} of {all, plural, one {# charger} other {# chargers}} keep to the rules', {
              kept: all - broken,
              all,
            })
      }
      noun={t('models')}
      list={list}
      source={cards}
      all={rows.length}
      searchPlaceholder={t('Model, firmware')}
      action={null}
      empty={
        <EmptyState icon={EvChargerIcon} title={t('No charger has said yet what it is')}>
          {t('Each model is judged by its messages from its first BootNotification on.')}
        </EmptyState>
      }
    />
  )
}
