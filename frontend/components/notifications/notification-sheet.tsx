'use client'

import Link from 'next/link'

import { DockedSheet } from '@/components/docked-sheet'
import { SheetFact } from '@/components/sheet-fact'
import { eventLabel, kindLabel, notificationState } from '@/components/notifications/notification-words'
import { useRecipientName } from '@/components/notifications/use-recipient-name'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { formatExact } from '@/lib/format'
import { t } from '@/lib/i18n'
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
  const { title, error, state, text, charger_id, sent_at, due_at, attempts, rule_name } = notification
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
          <SheetFact label={t('Whom')}>{nameOf(notification)}</SheetFact>
          <SheetFact label={t('Rule')}>{rule_name}</SheetFact>
          <SheetFact label={t('Tells of')}>{kindLabel(notification.kind)}</SheetFact>
          <SheetFact label={t('Why')}>{eventLabel(notification.event)}</SheetFact>
          <SheetFact label={t('Written')}>{formatExact(notification.created_at)}</SheetFact>
          {sent_at ? (
            <SheetFact label={t('Sent')}>{formatExact(sent_at)}</SheetFact>
          ) : (
            state !== 'failed' && <SheetFact label={t('Next try')}>{formatExact(due_at)}</SheetFact>
          )}
          <SheetFact label={t('Attempts')}>{attempts}</SheetFact>
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
