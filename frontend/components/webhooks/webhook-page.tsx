'use client'

import { WebhookIcon } from 'lucide-react'
import Link from 'next/link'
import { parseAsString, useQueryState } from 'nuqs'
import type { ReactNode } from 'react'

import { NeedsRight } from '@/components/auth/needs-right'
import { useSheetKeys } from '@/components/docked-sheet'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { PageBar } from '@/components/layout/page-bar'
import { Page } from '@/components/layout/page'
import { StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { Deliveries } from '@/components/webhooks/deliveries'
import { DeliverySheet } from '@/components/webhooks/delivery-sheet'
import { useDeliveryLog } from '@/components/webhooks/use-delivery-log'
import { VerifyCard } from '@/components/webhooks/verify-card'
import { WebhookActions } from '@/components/webhooks/webhook-actions'
import { eventsText } from '@/components/webhooks/webhook-events'
import { webhookState } from '@/components/webhooks/webhook-words'
import { formatTime } from '@/lib/format'
import { t } from '@/lib/i18n'
import { ApiError } from '@/lib/problem'
import { useWebhook } from '@/lib/queries/webhooks'
import type { Webhook } from '@/lib/types'
import { useRouteId } from '@/lib/use-route-id'

export function WebhookPage() {
  return (
    <NeedsRight right="administer" crumb={t('Webhook')}>
      <OneWebhook />
    </NeedsRight>
  )
}

/** One webhook with everything that was and is to be sent to it. */
function OneWebhook() {
  const { data, error, refetch } = useWebhook(useRouteId('webhooks'))
  if (data) return <Content key={data.id} webhook={data} />
  return (
    <Page>
      <Bar name={t('Webhook')} />
      {error ? (
        <Card>
          <Missing error={error} onRetry={() => void refetch()} />
        </Card>
      ) : (
        <PageSkeleton />
      )}
    </Page>
  )
}

function Bar({ name }: { name: string }) {
  return <PageBar crumbs={[{ label: t('Webhooks'), href: '/webhooks' }, { label: name }]} back="/webhooks" />
}

function Content({ webhook }: { webhook: Webhook }) {
  const [open, setOpen] = useQueryState('delivery', parseAsString)
  const log = useDeliveryLog(webhook.id, open !== null)
  const index = log.shown.findIndex(({ id }) => id === open)
  const close = () => void setOpen(null)
  const step = (by: number) => {
    const next = log.shown[index + by]
    return open && next ? () => void setOpen(next.id) : null
  }
  useSheetKeys(open !== null, step, close)
  return (
    <div className="flex min-w-0 flex-1">
      <Page>
        <Bar name={hostOf(webhook.url)} />
        <Header webhook={webhook} />
        <Facts webhook={webhook} />
        <Deliveries log={log} selected={open} onOpen={(id) => void setOpen(id)} />
        <VerifyCard />
      </Page>
      {open && (
        <DeliverySheet
          key={open}
          id={open}
          onNewer={index > 0 ? step(-1) : null}
          onOlder={index >= 0 ? step(1) : null}
          onClose={close}
        />
      )}
    </div>
  )
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url)

function Header({ webhook }: { webhook: Webhook }) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <h1 className="text-xl font-semibold wrap-anywhere">{webhook.url}</h1>
          <StatusBadge {...webhookState(webhook)} />
        </div>
        {webhook.description && <p className="text-muted-foreground">{webhook.description}</p>}
        <Trouble webhook={webhook} />
      </div>
      <WebhookActions webhook={webhook} />
    </div>
  )
}

/** Why nothing arrives, and what to do about it. */
function Trouble({ webhook: { enabled, disabled_reason, failing_since } }: { webhook: Webhook }) {
  if (disabled_reason === 'gone') {
    return <p>{t('The receiver answered 410 Gone: it wants no more events. Resume when it does again.')}</p>
  }
  if (disabled_reason === 'failing') {
    return <p>{t('Nothing could be delivered for three days. Resume when the receiver is there again.')}</p>
  }
  if (!enabled) {
    return <p>{t('Nothing is sent. What happens meanwhile can be replayed for 30 days.')}</p>
  }
  if (!failing_since) return null
  return (
    <p>
      {t('Nothing could be delivered since {time}. After three days it is switched off.', {
        time: formatTime(failing_since),
      })}
    </p>
  )
}

function Facts({ webhook }: { webhook: Webhook }) {
  const { events, last_delivered_at, created_by, created_at, previous_secret_until } = webhook
  return (
    <dl className="flex flex-wrap gap-x-10 gap-y-3">
      <Fact label={t('Events')}>{eventsText(events)}</Fact>
      <Fact label={t('Last delivery')}>
        {last_delivered_at ? <Time style="since" value={last_delivered_at} /> : t('Never')}
      </Fact>
      <Fact label={t('Added')}>
        <Time value={created_at} />
        {created_by && <span className="font-normal text-muted-foreground">, {created_by}</span>}
      </Fact>
      {previous_secret_until && Date.parse(previous_secret_until) > Date.parse(webhook.updated_at) && (
        <Fact label={t('Old secret signs until')}>
          <Time value={previous_secret_until} />
        </Fact>
      )}
    </dl>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd className="font-medium wrap-anywhere">{children}</dd>
    </div>
  )
}

function Missing({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!(error instanceof ApiError) || error.status !== 404) {
    return <ErrorState title={t('The webhook could not be loaded')} error={error} onRetry={onRetry} />
  }
  return (
    <EmptyState
      icon={WebhookIcon}
      title={t('There is no such webhook')}
      action={
        <Button asChild variant="outline">
          <Link href="/webhooks">{t('All webhooks')}</Link>
        </Button>
      }
    />
  )
}

function PageSkeleton() {
  return (
    <div className="flex flex-col gap-4" aria-busy="true">
      <Skeleton className="h-8 w-96 max-w-full" />
      <Skeleton className="h-9" />
      <Skeleton className="h-93" />
    </div>
  )
}
