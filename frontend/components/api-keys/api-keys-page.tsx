'use client'

import { ActivityIcon, KeyRoundIcon, PlusIcon } from 'lucide-react'
import { parseAsString, useQueryStates } from 'nuqs'
import { useMemo } from 'react'

import { API_KEY_COLUMNS } from '@/components/api-keys/api-key-columns'
import { ApiKeyDialog } from '@/components/api-keys/api-key-dialog'
import { apiKeyStatus } from '@/components/api-keys/api-key-words'
import { NeedsRight } from '@/components/auth/needs-right'
import { ListPage } from '@/components/data-table/list-page'
import { useListTable } from '@/components/data-table/use-list-table'
import { EmptyState } from '@/components/empty-state'
import { STATUSES } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { formatNumber } from '@/lib/format'
import { t, translated } from '@/lib/i18n'
import { useApiKeys } from '@/lib/queries/api-keys'
import type { ApiKey } from '@/lib/types'
import { useNow } from '@/lib/use-now'

const NEW = 'new'
const MINUTE = 60_000
const PARAMS = { status: parseAsString, edit: parseAsString }
const STATES = (['active', 'expired', 'revoked'] as const).map((value) => ({
  value,
  label: STATUSES[value].label,
}))

const searchText = ({ name, hint, created_by }: ApiKey) => [name, hint, created_by].join(' ')

export function ApiKeysPage() {
  return (
    <NeedsRight right="administer" crumb={t('API keys')}>
      <ApiKeys />
    </NeedsRight>
  )
}

function ApiKeys() {
  const keys = useApiKeys()
  const [{ status, edit }, setParams] = useQueryStates(PARAMS)
  const now = useNow(MINUTE)
  const rows = useMemo(
    () => keys.items.filter((key) => !status || apiKeyStatus(key, now) === status),
    [keys.items, status, now],
  )
  const list = useListTable({ rows, columns: API_KEY_COLUMNS, defaultSort: '-created', searchText })
  const active = keys.items.filter((key) => apiKeyStatus(key, now) === 'active').length
  const setStatus = (value: string | null) => {
    list.url.setPage(0)
    void setParams({ status: value })
  }
  const add = (
    <Button onClick={() => void setParams({ edit: NEW })}>
      <PlusIcon /> {t('Make API key')}
    </Button>
  )
  return (
    <ListPage
      crumb={t('API keys')}
      title={
        keys.loading
          ? t('API keys')
          : t(
              '{count, plural, =0 {No API key} one {# API key, {active} active} other {# API keys, {active} active}}',
              {
                count: keys.items.length,
                active: formatNumber(active),
              },
            )
      }
      noun={t('API keys')}
      list={list}
      source={keys}
      all={keys.items.length}
      searchPlaceholder={t('Name, who made it')}
      action={add}
      filters={[
        {
          key: 'status',
          label: t('Status'),
          icon: ActivityIcon,
          options: translated(STATES),
          value: status,
          onChange: setStatus,
        },
      ]}
      onClearFilters={() => setStatus(null)}
      empty={
        <EmptyState icon={KeyRoundIcon} title={t('No API key yet')} action={add}>
          {t('A program reads or steers with one: billing, a report, a home automation.')}
        </EmptyState>
      }
    >
      {edit === NEW && <ApiKeyDialog onClose={() => void setParams({ edit: null })} />}
    </ListPage>
  )
}
