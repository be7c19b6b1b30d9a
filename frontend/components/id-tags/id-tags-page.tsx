'use client'

import { ActivityIcon, PlusIcon, TagIcon } from 'lucide-react'
import { parseAsString, useQueryStates } from 'nuqs'

import { May } from '@/components/auth/may'
import { selectionColumn } from '@/components/bulk/selection-column'
import { ListPage } from '@/components/data-table/list-page'
import { ExportAll } from '@/components/data-table/table-actions'
import { EmptyState } from '@/components/empty-state'
import { IdTagBulk } from '@/components/id-tags/id-tag-bulk'
import { ID_TAG_COLUMNS } from '@/components/id-tags/id-tag-columns'
import { ID_TAG_STATES, idTagFilter } from '@/components/id-tags/id-tag-filters'
import { IdTagDialog } from '@/components/id-tags/id-tag-form'
import { ExchangeMenu } from '@/components/id-tags/import/exchange-menu'
import { UnknownTags } from '@/components/id-tags/unknown-tags'
import { useIdTagList } from '@/components/id-tags/use-id-tag-list'
import { Button } from '@/components/ui/button'
import { formatNumber } from '@/lib/format'
import { t, translated } from '@/lib/i18n'
import { useIdTag, useIdTagSummary } from '@/lib/queries/id-tags'
import { useRights } from '@/lib/rights'
import type { IdTag, IdTagSummary } from '@/lib/types'

const NEW = 'new'
const SELECTABLE = [selectionColumn<IdTag>(({ id_tag }) => id_tag), ...ID_TAG_COLUMNS]
const PARAMS = { status: parseAsString, edit: parseAsString }

export function IdTagsPage() {
  const tags = useIdTagSummary().data
  const mayEdit = useRights().has('operate')
  const [{ status, edit }, setParams] = useQueryStates(PARAMS)
  const { list, rows, selection, source, fetchAll } = useIdTagList({
    columns: mayEdit ? SELECTABLE : ID_TAG_COLUMNS,
    filter: idTagFilter(status),
  })
  const edited = useIdTag(edit === NEW ? null : edit).data
  const setStatus = (value: string | null) => {
    list.url.setPage(0)
    void setParams({ status: value })
  }
  const add = (
    <May right="operate">
      <Button onClick={() => void setParams({ edit: NEW })}>
        <PlusIcon /> {t('Add id tag')}
      </Button>
    </May>
  )
  return (
    <ListPage
      crumb={t('Id tags')}
      title={tags ? titleOf(tags) : t('Id tags')}
      noun={t('id tags')}
      list={list}
      source={source}
      all={tags?.total ?? rows.length}
      searchPlaceholder={t('Tag, parent, note')}
      action={add}
      tools={
        <span className="max-md:hidden">
          <ExchangeMenu />
        </span>
      }
      notice={<UnknownTags />}
      bulk={<IdTagBulk selection={selection} />}
      exporting={<ExportAll table={list.table} name={t('id tags')} fetchAll={fetchAll} />}
      filters={[
        {
          key: 'status',
          label: t('Status'),
          icon: ActivityIcon,
          options: translated(ID_TAG_STATES),
          value: status,
          onChange: setStatus,
        },
      ]}
      onClearFilters={() => setStatus(null)}
      empty={
        <EmptyState icon={TagIcon} title={t('No id tag yet')} action={add}>
          {t('A driver charges with one: a card, a key fob, a vehicle.')}
        </EmptyState>
      }
    >
      {mayEdit && (edit === NEW || edited) && (
        <IdTagDialog tag={edited ?? null} onClose={() => void setParams({ edit: null })} />
      )}
    </ListPage>
  )
}

function titleOf({ total, blocked }: IdTagSummary): string {
  if (blocked === 0) {
    return t('{count, plural, =0 {No id tag} one {# id tag} other {# id tags}}', { count: total })
  }
  return t('{count, plural, one {# id tag} other {# id tags}}, {blocked} blocked', {
    count: total,
    blocked: formatNumber(blocked),
  })
}
