'use client'

import { ActivityIcon, PlusIcon, TagIcon } from 'lucide-react'
import { parseAsString, useQueryStates } from 'nuqs'
import { useMemo } from 'react'

import { May } from '@/components/auth/may'
import { selectionColumn } from '@/components/bulk/selection-column'
import { ListPage } from '@/components/data-table/list-page'
import { useListTable } from '@/components/data-table/use-list-table'
import { EmptyState } from '@/components/empty-state'
import { IdTagBulk } from '@/components/id-tags/id-tag-bulk'
import { ID_TAG_COLUMNS } from '@/components/id-tags/id-tag-columns'
import { IdTagDialog } from '@/components/id-tags/id-tag-form'
import { ExchangeMenu } from '@/components/id-tags/import/exchange-menu'
import { UnknownTags } from '@/components/id-tags/unknown-tags'
import { STATUSES } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useIdTags } from '@/lib/queries/id-tags'
import { useRights } from '@/lib/rights'
import { idTagStatus } from '@/lib/status'
import type { IdTag } from '@/lib/types'
import { useNow } from '@/lib/use-now'

const NEW = 'new'
const SELECTABLE = [selectionColumn<IdTag>(({ id_tag }) => id_tag), ...ID_TAG_COLUMNS]
const PARAMS = { status: parseAsString, edit: parseAsString }
const STATES = ['active', 'blocked', 'expired'] as const
const MINUTE = 60_000

const searchText = ({ id_tag, parent_id_tag, note }: IdTag) => [id_tag, parent_id_tag, note].join(' ')

export function IdTagsPage() {
  const tags = useIdTags()
  const mayEdit = useRights().has('operate')
  const [{ status, edit }, setParams] = useQueryStates(PARAMS)
  const now = useNow(MINUTE)
  const rows = useMemo(
    () => tags.items.filter((tag) => !status || idTagStatus(tag, now) === status),
    [tags.items, status, now],
  )
  const list = useListTable({
    rows,
    columns: mayEdit ? SELECTABLE : ID_TAG_COLUMNS,
    defaultSort: 'id_tag',
    searchText,
  })
  const edited = tags.items.find(({ id }) => id === edit)
  const blocked = tags.items.filter((tag) => tag.blocked).length
  const setStatus = (value: string | null) => {
    list.url.setPage(0)
    void setParams({ status: value })
  }
  const title =
    blocked > 0
      ? t('{count, plural, one {# id tag} other {# id tags}}, {blocked} blocked', {
          count: tags.items.length,
          blocked: formatNumber(blocked),
        })
      : t('{count, plural, =0 {No id tag} one {# id tag} other {# id tags}}', {
          count: tags.items.length,
        })
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
      title={tags.loading ? t('Id tags') : title}
      noun={t('id tags')}
      list={list}
      source={tags}
      all={tags.items.length}
      searchPlaceholder={t('Tag, parent, note')}
      action={add}
      tools={
        <span className="max-md:hidden">
          <ExchangeMenu />
        </span>
      }
      notice={<UnknownTags />}
      bulk={<IdTagBulk table={list.table} />}
      filters={[
        {
          key: 'status',
          label: t('Status'),
          icon: ActivityIcon,
          options: STATES.map((state) => ({ value: state, label: t(STATUSES[state].label) })),
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
