'use client'

import { ActivityIcon, BellIcon, MailIcon } from 'lucide-react'

import { DateFilter } from '@/components/data-table/date-filter'
import { Filters } from '@/components/data-table/filters'
import { LogSection } from '@/components/data-table/log-section'
import { LogTitle } from '@/components/data-table/log-table'
import { EmptyState } from '@/components/empty-state'
import { notificationState } from '@/components/notifications/notification-words'
import type { NotificationLogState } from '@/components/notifications/use-notification-log'
import { useRecipientName } from '@/components/notifications/use-recipient-name'
import { StatusBadge } from '@/components/status-badge'
import { TableCell, TableHead } from '@/components/ui/table'
import { t } from '@/lib/i18n'
import type { Notification, NotificationRule } from '@/lib/types'

interface NotificationLogProps {
  log: NotificationLogState
  rules: NotificationRule[]
  selected: string | null
  onOpen: (id: string | null) => void
}

/** What was told whom, and how that went. */
export function NotificationLog({ log, rules, selected, onOpen }: NotificationLogProps) {
  const nameOf = useRecipientName()
  return (
    <LogSection
      title={t('What was told')}
      filters={
        <>
          <DateFilter
            label={t('When')}
            from={log.from}
            to={log.to}
            onChange={(from, to) => log.set({ from, to })}
          />
          <LogFilters log={log} rules={rules} />
        </>
      }
      log={log}
      at={({ created_at }) => created_at}
      selected={selected}
      onOpen={onOpen}
      heads={[
        <TableHead key="what">{t('What')}</TableHead>,
        <TableHead key="whom" className="@max-lg:hidden">
          {t('Whom')}
        </TableHead>,
        <TableHead key="state">{t('State')}</TableHead>,
      ]}
      cells={(notification) => <Cells notification={notification} recipient={nameOf(notification)} />}
      errorTitle={t('The notifications could not be loaded')}
      noMatch={t('No notification matches')}
      nothing={
        <EmptyState icon={MailIcon} title={t('Nobody was told anything yet')}>
          {t('Every message to every recipient shows here, with what the mail server or the webhook said.')}
        </EmptyState>
      }
    />
  )
}

function LogFilters({ log, rules }: Pick<NotificationLogProps, 'log' | 'rules'>) {
  return (
    <Filters
      filters={[
        {
          key: 'state',
          label: t('State'),
          icon: ActivityIcon,
          options: [
            { value: 'sent', label: t('Sent') },
            { value: 'pending', label: t('Waiting') },
            { value: 'held', label: t('Held') },
            { value: 'failed', label: t('Failed') },
          ],
          value: log.state,
          onChange: (state) => log.set({ state }),
        },
        {
          key: 'rule',
          label: t('Rule'),
          icon: BellIcon,
          options: rules.map(({ id, name }) => ({ value: id, label: name })),
          value: log.rule,
          onChange: (rule) => log.set({ rule }),
        },
      ]}
      onClear={log.clear}
    />
  )
}

function Cells({ notification, recipient }: { notification: Notification; recipient: string }) {
  return (
    <>
      <TableCell className="w-full max-w-0 max-md:h-12">
        <LogTitle>{notification.title}</LogTitle>
        <span className="block truncate text-xs text-muted-foreground @lg:hidden">{recipient}</span>
      </TableCell>
      <TableCell className="max-w-60 truncate text-muted-foreground @max-lg:hidden">{recipient}</TableCell>
      <TableCell>
        <StatusBadge plain {...notificationState(notification)} />
      </TableCell>
    </>
  )
}
