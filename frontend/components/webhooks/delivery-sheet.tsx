'use client'

import { RotateCwIcon } from 'lucide-react'

import { CopyButton } from '@/components/copy-button'
import { DockedSheet } from '@/components/docked-sheet'
import { ErrorState } from '@/components/error-state'
import { Fact } from '@/components/fact'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { answerText, deliveryState, whyNot } from '@/components/webhooks/webhook-words'
import { formatExact } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useDelivery, useRedeliver } from '@/lib/queries/webhooks'
import type { WebhookDeliveryDetail } from '@/lib/types'

const ID_HEADER = 'webhook-id'

interface DeliverySheetProps {
  id: string
  onNewer: (() => void) | null
  onOlder: (() => void) | null
  onClose: () => void
}

/** One event on its way to one webhook: what was sent, how it was answered, what follows. */
export function DeliverySheet({ id, onNewer, onOlder, onClose }: DeliverySheetProps) {
  const { data, error, refetch } = useDelivery(id)
  return (
    <DockedSheet
      noun={t('delivery')}
      scope={id}
      title={
        <div className="min-w-0">
          <h2 className="text-lg font-semibold wrap-anywhere">{data?.event ?? t('Delivery')}</h2>
          {data && <StatusBadge {...deliveryState(data)} />}
        </div>
      }
      onNewer={onNewer}
      onOlder={onOlder}
      onClose={onClose}
    >
      {data ? (
        <Content delivery={data} />
      ) : error ? (
        <ErrorState
          title={t('The delivery could not be loaded')}
          error={error}
          onRetry={() => void refetch()}
        />
      ) : (
        <div className="grid gap-4 px-5" aria-busy="true">
          <Skeleton className="h-40" />
          <Skeleton className="h-60" />
        </div>
      )}
    </DockedSheet>
  )
}

function Content({ delivery }: { delivery: WebhookDeliveryDetail }) {
  const redeliver = useRedeliver()
  return (
    <>
      <div className="flex flex-1 flex-col gap-5 px-5 pb-5">
        <dl className="grid gap-3.5">
          <Fact inline label={t('Happened')}>
            {formatExact(delivery.at)}
          </Fact>
          <Fact inline label={t('Attempts')}>
            {delivery.attempts}
          </Fact>
          {delivery.last_attempt_at && (
            <Fact inline label={t('Last one')}>
              {formatExact(delivery.last_attempt_at)}
            </Fact>
          )}
          {delivery.next_attempt_at && (
            <Fact inline label={t('Next one')}>
              {formatExact(delivery.next_attempt_at)}
            </Fact>
          )}
          <Fact inline label={t('Answer')}>
            {answerText(delivery)}
          </Fact>
          {whyNot(delivery) && (
            <Fact inline label={t('Meaning')}>
              {whyNot(delivery)}
            </Fact>
          )}
          <Fact inline label={t('Sequence')}>
            {delivery.sequence}
          </Fact>
          <Fact inline label={ID_HEADER}>
            <code className="font-mono text-xs">{delivery.webhook_id}</code>
          </Fact>
        </dl>
        <Code title={t('Request')} what={t('request')} text={pretty(delivery.body)} />
        {delivery.response ? (
          <Code title={t('Answer')} what={t('answer')} text={pretty(delivery.response)} />
        ) : (
          delivery.status_code !== null && (
            <p className="text-muted-foreground">{t('The answer had no body.')}</p>
          )
        )}
      </div>
      <div className="sticky bottom-0 flex flex-col gap-2 border-t bg-card px-5 py-4">
        <p className="text-muted-foreground">
          {t('It is sent again with the same webhook-id, so that a receiver can tell that it has seen it.')}
        </p>
        <Button
          variant="outline"
          size="lg"
          disabled={redeliver.isPending}
          onClick={() => redeliver.mutate(delivery.id)}
        >
          <RotateCwIcon /> {delivery.state === 'pending' ? t('Send now') : t('Send again')}
        </Button>
      </div>
    </>
  )
}

function Code({ title, what, text }: { title: string; what: string; text: string }) {
  return (
    <section aria-label={title}>
      <div className="mb-2 flex min-h-7 items-center justify-between gap-3">
        <h3 className="font-semibold">{title}</h3>
        <CopyButton value={text} what={what} variant="ghost" size="xs" />
      </div>
      <pre
        tabIndex={0}
        aria-label={title}
        className="max-h-96 overflow-y-auto rounded-lg border bg-muted/50 p-3 font-mono text-xs leading-5 wrap-anywhere whitespace-pre-wrap"
      >
        {text}
      </pre>
    </section>
  )
}

/** JSON with its lines; anything else as it came. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
