'use client'

import Link from 'next/link'

import { DockedSheet } from '@/components/docked-sheet'
import { eventLabel, kindLabel, notificationState } from '@/components/notifications/notification-words'
import { useRecipientName } from '@/components/notifications/use-recipient-name'
import { Fact } from '@/components/fact'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { formatExact } from '@/lib/format'
import { t } from '@/lib/i18n'
import { errorWords } from '@/lib/said'
import type { Notification } from '@/lib/types'

interface NotificationSheetProps {
  notification: Notification
  onNewer: (() => void) | null
  onOlder: (() => void) | null
  onClose: () => void
}

/** One message to one recipient: what it says, and how it went. */
export function NotificationSheet({ notification, onNewer, onOlder, onClose }: NotificationSheetProps) {
  const nameOf = useRecipientName()
  const error = errorWords(notification)
  const { title, state, text, charger_id, sent_at, due_at, attempts, rule_name } = notification
  return (
    <DockedSheet
      noun={t('notification')}
      scope={notification.id}
      title={
        <div className="min-w-0">
          <h2 className="text-lg font-semibold wrap-anywhere">{title}</h2>
          <StatusBadge {...notificationState(notification)} />
        </div>
      }
      onNewer={onNewer}
      onOlder={onOlder}
      onClose={onClose}
    >
      <div className="flex flex-1 flex-col gap-5 px-5 pb-5">
        {error && <p className="wrap-anywhere">{error}</p>}
        <dl className="grid gap-3.5">
          <Fact inline label={t('Whom')}>
            {nameOf(notification)}
          </Fact>
          <Fact inline label={t('Rule')}>
            {rule_name}
          </Fact>
          <Fact inline label={t('Tells of')}>
            {kindLabel(notification.kind)}
          </Fact>
          <Fact inline label={t('Why')}>
            {eventLabel(notification.event)}
          </Fact>
          <Fact inline label={t('Written')}>
            {formatExact(notification.created_at)}
          </Fact>
          {sent_at ? (
            <Fact inline label={t('Sent')}>
              {formatExact(sent_at)}
            </Fact>
          ) : (
            state !== 'failed' && (
              <Fact inline label={t('Next try')}>
                {formatExact(due_at)}
              </Fact>
            )
          )}
          <Fact inline label={t('Attempts')}>
            {attempts}
          </Fact>
        </dl>
        <section aria-label={t('Message')}>
          <h3 className="mb-2 font-semibold">{t('Message')}</h3>
          <pre className="rounded-lg border bg-muted/50 p-3 font-sans text-sm wrap-anywhere whitespace-pre-wrap">
            {text}
          </pre>
        </section>
      </div>
      {charger_id && (
        <div className="sticky bottom-0 border-t bg-card px-5 py-4">
          <Button asChild variant="outline" size="lg" className="w-full">
            <Link href={`/chargers/${charger_id}`}>{t('Go to the charger')}</Link>
          </Button>
        </div>
      )}
    </DockedSheet>
  )
}
