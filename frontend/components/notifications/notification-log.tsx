'use client'

import { ActivityIcon, BellIcon, MailIcon, SearchXIcon } from 'lucide-react'
import { Fragment, useRef } from 'react'

import { DateFilter } from '@/components/data-table/date-filter'
import { useRowKeys } from '@/components/data-table/data-table'
import { DayRow } from '@/components/data-table/day-row'
import { Filters } from '@/components/data-table/filters'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { KeysetPager } from '@/components/keyset-pager'
import { notificationState } from '@/components/notifications/notification-words'
import type { NotificationLogState } from '@/components/notifications/use-notification-log'
import { useRecipientName } from '@/components/notifications/use-recipient-name'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { WaitingRows } from '@/components/waiting-rows'
import { formatClockSeconds, formatExact, formatTime } from '@/lib/format'
import { t } from '@/lib/i18n'
import type { Notification, NotificationRule } from '@/lib/types'

const COLUMNS = 4
const SKELETONS = 8

interface NotificationLogProps {
  log: NotificationLogState
  rules: NotificationRule[]
  selected: string | null
  onOpen: (id: string | null) => void
}

/** What was told whom, and how that went. */
export function NotificationLog({ log, rules, selected, onOpen }: NotificationLogProps) {
  return (
    <section aria-label={t('What was told')} className="mt-2 flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="mr-2 text-base font-semibold">{t('What was told')}</h2>
        <DateFilter
          label={t('When')}
          from={log.from}
          to={log.to}
          onChange={(from, to) => log.set({ from, to })}
        />
        <LogFilters log={log} rules={rules} />
      </div>
      <WaitingRows count={log.waiting} onShow={() => onOpen(null)} />
      {log.error ? (
        <Card>
          <ErrorState
            title={t('The notifications could not be loaded')}
            error={log.error}
            onRetry={log.retry}
          />
        </Card>
      ) : (
        <LogTable log={log} selected={selected} onOpen={onOpen} />
      )}
      {(log.newer ?? log.older) && (
        <KeysetPager words={[t('Newer'), t('Older')]} onNewer={log.newer} onOlder={log.older}>
          {spanOf(log.shown)}
        </KeysetPager>
      )}
    </section>
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

function LogTable({ log, selected, onOpen }: Pick<NotificationLogProps, 'log' | 'selected' | 'onOpen'>) {
  const body = useRef<HTMLTableSectionElement>(null)
  const none = useRef<HTMLTableSectionElement>(null)
  const nameOf = useRecipientName()
  // With the sheet open the same keys walk through it.
  useRowKeys(selected === null ? body : none)
  return (
    <Card className="overflow-clip">
      <Table aria-label={t('What was told')} aria-busy={log.loading}>
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            <TableHead className="h-9 w-24">{t('Time')}</TableHead>
            <TableHead>{t('What')}</TableHead>
            <TableHead className="max-md:hidden">{t('Whom')}</TableHead>
            <TableHead>{t('State')}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody ref={body}>
          {log.loading
            ? Array.from({ length: SKELETONS }, (_, index) => (
                <TableRow key={index}>
                  <TableCell colSpan={COLUMNS}>
                    <Skeleton className="h-5" />
                  </TableCell>
                </TableRow>
              ))
            : log.shown.map((one, index) => (
                <Fragment key={one.id}>
                  <DayRow before={log.shown[index - 1]?.created_at} at={one.created_at} columns={COLUMNS} />
                  <LogRow
                    notification={one}
                    recipient={nameOf(one)}
                    selected={one.id === selected}
                    onOpen={onOpen}
                  />
                </Fragment>
              ))}
        </TableBody>
      </Table>
      {!log.loading && log.shown.length === 0 && (
        <div className="border-t">
          <Nothing log={log} />
        </div>
      )}
    </Card>
  )
}

interface LogRowProps {
  notification: Notification
  recipient: string
  selected: boolean
  onOpen: (id: string) => void
}

function LogRow({ notification, recipient, selected, onOpen }: LogRowProps) {
  const { id, created_at, title } = notification
  return (
    <TableRow
      data-state={selected ? 'selected' : undefined}
      aria-selected={selected}
      className="cursor-pointer focus-within:bg-muted/60"
      onClick={() => onOpen(id)}
    >
      <TableCell className="text-muted-foreground tabular-nums">
        <span title={formatExact(created_at)}>{formatClockSeconds(created_at)}</span>
      </TableCell>
      <TableCell className="w-full max-w-0 max-md:h-12">
        <button
          type="button"
          data-row-link
          className="block max-w-full truncate text-left font-medium"
          onClick={(event) => {
            event.stopPropagation()
            onOpen(id)
          }}
        >
          {title}
        </button>
        <span className="block truncate text-xs text-muted-foreground md:hidden">{recipient}</span>
      </TableCell>
      <TableCell className="max-w-60 truncate text-muted-foreground max-md:hidden">{recipient}</TableCell>
      <TableCell>
        <StatusBadge plain {...notificationState(notification)} />
      </TableCell>
    </TableRow>
  )
}

function Nothing({ log }: { log: NotificationLogState }) {
  if (!log.filtered) {
    return (
      <EmptyState icon={MailIcon} title={t('Nobody was told anything yet')}>
        {t('Every message to every recipient shows here, with what the mail server or the webhook said.')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={SearchXIcon}
      title={t('No notification matches')}
      action={
        <Button variant="outline" onClick={log.clear}>
          {t('Clear the filters')}
        </Button>
      }
    />
  )
}

/** "12:13 back to 05:52". */
function spanOf(rows: Notification[]): string {
  const [newest, oldest] = [rows[0], rows.at(-1)]
  if (!newest || !oldest) return ''
  return t('{newest} back to {oldest}', {
    newest: formatTime(newest.created_at),
    oldest: formatTime(oldest.created_at),
  })
}
