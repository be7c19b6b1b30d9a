'use client'

import { attemptState } from '@/components/notifications/notification-words'
import { useRecipientName } from '@/components/notifications/use-recipient-name'
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
import { t } from '@/lib/i18n'
import { describeError } from '@/lib/problem'
import { useTestNotificationRule } from '@/lib/queries/notifications'
import { detailWords } from '@/lib/said'
import type { NotificationAttempt, NotificationRule } from '@/lib/types'

/** Real people get real letters: it asks before it sends, and then says what became of each. */
export function RuleTestDialog({ rule, onClose }: { rule: NotificationRule; onClose: () => void }) {
  const { mutate, data, error, isPending } = useTestNotificationRule()
  const done = data ?? error
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t('Test of {name}', { name: rule.name })}</DialogTitle>
          <DialogDescription>
            {t('Everybody it names gets one message at once, which says that nothing has happened.')}
          </DialogDescription>
        </DialogHeader>
        <div aria-live="polite" aria-busy={isPending}>
          {isPending ? (
            <Skeleton className="h-16" />
          ) : data ? (
            <Results items={data} />
          ) : (
            error && <p role="alert">{describeError(error)}</p>
          )}
        </div>
        <DialogFooter>
          <Button variant="outline" size="lg" onClick={onClose}>
            {done ? t('Done') : t('Send nothing')}
          </Button>
          <Button size="lg" disabled={isPending} onClick={() => mutate(rule.id)}>
            {done ? t('Send again') : t('Send test')}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}

function Results({ items }: { items: NotificationAttempt[] }) {
  return (
    <ul className="grid gap-3">
      {items.map((attempt) => (
        <Result key={`${attempt.channel} ${attempt.recipient}`} attempt={attempt} />
      ))}
    </ul>
  )
}

function Result({ attempt }: { attempt: NotificationAttempt }) {
  const nameOf = useRecipientName()
  const detail = detailWords(attempt)
  return (
    <li className="grid gap-1 rounded-lg border p-3">
      <span className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-medium wrap-anywhere">{nameOf(attempt)}</span>
        <StatusBadge {...attemptState(attempt)} />
      </span>
      {detail && <span className="wrap-anywhere text-muted-foreground">{detail}</span>}
    </li>
  )
}
