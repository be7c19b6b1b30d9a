'use client'

import { useEffect } from 'react'

import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog'
import { Skeleton } from '@/components/ui/skeleton'
import { answerText, whyNot } from '@/components/webhooks/webhook-words'
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { useTestWebhook } from '@/lib/queries/webhooks'
import type { Webhook, WebhookTest } from '@/lib/types'

/** Sends the test event as it opens, and says how the receiver answered. */
export function TestDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { mutate, data, error, isPending } = useTestWebhook()
  useEffect(() => mutate(webhook.id), [mutate, webhook.id])
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t('Test of the webhook')}</DialogTitle>
          <DialogDescription className="wrap-anywhere">
            {t('One event of the type {type} to {url}. It is not tried again.', {
              type: 'webhook.test',
              url: webhook.url,
            })}
          </DialogDescription>
        </DialogHeader>
        <div aria-live="polite" aria-busy={isPending} className="min-h-24">
          {data ? (
            <Result test={data} />
          ) : error ? (
            <p>{describeError(error)}</p>
          ) : (
            <Skeleton className="h-24" />
          )}
        </div>
        <DialogFooter>
          <Button variant="outline" size="lg" disabled={isPending} onClick={() => mutate(webhook.id)}>
            {t('Send again')}
          </Button>
          <Button size="lg" onClick={onClose}>
            {t('Done')}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}

function Result({ test }: { test: WebhookTest }) {
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <StatusBadge
          status={test.delivered ? 'done' : 'failed'}
          label={test.delivered ? t('Delivered') : t('Not delivered')}
        />
        <span className="tabular-nums">{answerText(test)}</span>
      </div>
      {whyNot(test) && <p>{whyNot(test)}</p>}
      {test.response && (
        <pre
          tabIndex={0}
          aria-label={t('Answer')}
          className="max-h-48 overflow-y-auto rounded-lg border bg-muted/50 p-3 font-mono text-xs leading-5 wrap-anywhere whitespace-pre-wrap"
        >
          {test.response}
        </pre>
      )}
    </div>
  )
}
