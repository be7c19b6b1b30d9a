'use client'

import { ActivityIcon, PlusIcon, WebhookIcon } from 'lucide-react'
import { parseAsString, useQueryStates } from 'nuqs'
import { useMemo } from 'react'

import { NeedsRight } from '@/components/auth/needs-right'
import { ListPage } from '@/components/data-table/list-page'
import { useListTable } from '@/components/data-table/use-list-table'
import { EmptyState } from '@/components/empty-state'
import { Button } from '@/components/ui/button'
import { webhookColumns, webhookHref } from '@/components/webhooks/webhook-columns'
import { NewWebhookDialog } from '@/components/webhooks/webhook-dialog'
import { webhookState } from '@/components/webhooks/webhook-words'
import { t } from '@/lib/i18n'
import { useWebhooks } from '@/lib/queries/webhooks'
import type { Webhook } from '@/lib/types'

const NEW = 'new'
const PARAMS = { status: parseAsString, edit: parseAsString }
const searchText = ({ url, description, events }: Webhook) => [url, description, ...events].join(' ')

export function WebhooksPage() {
  return (
    <NeedsRight right="administer" crumb={t('Webhooks')}>
      <Webhooks />
    </NeedsRight>
  )
}

function Webhooks() {
  const webhooks = useWebhooks()
  const [{ status, edit }, setParams] = useQueryStates(PARAMS)
  const rows = useMemo(
    () => webhooks.items.filter((webhook) => !status || webhookState(webhook).status === status),
    [webhooks.items, status],
  )
  const columns = useMemo(() => webhookColumns(), [])
  const list = useListTable({ rows, columns, defaultSort: 'url', searchText })
  const failing = webhooks.items.filter((webhook) =>
    ['failed', 'blocked'].includes(webhookState(webhook).status),
  ).length
  const setStatus = (value: string | null) => {
    list.url.setPage(0)
    void setParams({ status: value })
  }
  const add = (
    <Button onClick={() => void setParams({ edit: NEW })}>
      <PlusIcon /> {t('Add webhook')}
    </Button>
  )
  return (
    <ListPage
      crumb={t('Webhooks')}
      title={
        webhooks.loading
          ? t('Webhooks')
          : t(
              '{count, plural, =0 {No webhook} one {# webhook} other {# webhooks}}{failing, plural, =0 {} other {, # failing}}',
              { count: webhooks.items.length, failing },
            )
      }
      noun={t('webhooks')}
      list={list}
      source={webhooks}
      all={webhooks.items.length}
      searchPlaceholder={t('Address, description')}
      rowHref={webhookHref}
      action={add}
      filters={[
        {
          key: 'status',
          label: t('Status'),
          icon: ActivityIcon,
          options: [
            { value: 'active', label: t('Active') },
            { value: 'failed', label: t('Failing') },
            { value: 'blocked', label: t('Switched off') },
            { value: 'paused', label: t('Paused') },
          ],
          value: status,
          onChange: setStatus,
        },
      ]}
      onClearFilters={() => setStatus(null)}
      empty={
        <EmptyState icon={WebhookIcon} title={t('No webhook yet')} action={add}>
          {t(
            'Billing, an app, a home automation: a program hears of what happens without asking again and again.',
          )}
        </EmptyState>
      }
    >
      {edit === NEW && <NewWebhookDialog onClose={() => void setParams({ edit: null })} />}
    </ListPage>
  )
}
