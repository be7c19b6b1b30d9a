'use client'

import { ActivityIcon, SearchXIcon, SendIcon, WebhookIcon } from 'lucide-react'
import { Fragment, useRef } from 'react'

import { useRowKeys } from '@/components/data-table/data-table'
import { DayRow } from '@/components/data-table/day-row'
import { Filters } from '@/components/data-table/filters'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { KeysetPager } from '@/components/keyset-pager'
import { StatusBadge } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { WaitingRows } from '@/components/waiting-rows'
import type { DeliveryLog } from '@/components/webhooks/use-delivery-log'
import { EVENT_KINDS } from '@/components/webhooks/webhook-events'
import { answerText, deliveryState } from '@/components/webhooks/webhook-words'
import { formatClockSeconds, formatExact, formatTime } from '@/lib/format'
import { t } from '@/lib/i18n'
import type { WebhookDelivery } from '@/lib/types'

const COLUMNS = 5
const SKELETONS = 8

interface DeliveriesProps {
  log: DeliveryLog
  selected: string | null
  onOpen: (id: string | null) => void
}

/** What was and is to be sent, the newest first. */
export function Deliveries({ log, selected, onOpen }: DeliveriesProps) {
  return (
    <section aria-label={t('Deliveries')} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="mr-2 text-base font-semibold">{t('Deliveries')}</h2>
        <DeliveryFilters log={log} />
      </div>
      <WaitingRows count={log.waiting} onShow={() => onOpen(null)} />
      {log.error ? (
        <Card>
          <ErrorState title={t('The deliveries could not be loaded')} error={log.error} onRetry={log.retry} />
        </Card>
      ) : (
        <DeliveryTable log={log} selected={selected} onOpen={onOpen} />
      )}
      {(log.newer ?? log.older) && (
        <KeysetPager words={[t('Newer'), t('Older')]} onNewer={log.newer} onOlder={log.older}>
          {spanOf(log.shown)}
        </KeysetPager>
      )}
    </section>
  )
}

function DeliveryFilters({ log }: { log: DeliveryLog }) {
  return (
    <Filters
      filters={[
        {
          key: 'state',
          label: t('State'),
          icon: ActivityIcon,
          options: [
            { value: 'pending', label: t('Waiting') },
            { value: 'delivered', label: t('Delivered') },
            { value: 'failed', label: t('Given up') },
          ],
          value: log.state,
          onChange: (state) => log.set({ state }),
        },
        {
          key: 'event',
          label: t('Event'),
          icon: SendIcon,
          options: EVENT_KINDS.flatMap(({ events }) =>
            events.map(({ type }) => ({ value: type, label: type })),
          ),
          value: log.event,
          onChange: (event) => log.set({ event }),
        },
      ]}
      onClear={log.clear}
    />
  )
}

function DeliveryTable({ log, selected, onOpen }: DeliveriesProps) {
  const body = useRef<HTMLTableSectionElement>(null)
  const none = useRef<HTMLTableSectionElement>(null)
  // With the sheet open the same keys walk through it.
  useRowKeys(selected === null ? body : none)
  return (
    <Card className="overflow-clip">
      <Table aria-label={t('Deliveries')} aria-busy={log.loading}>
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            <TableHead className="h-9 w-24">{t('Time')}</TableHead>
            <TableHead>{t('Event')}</TableHead>
            <TableHead>{t('State')}</TableHead>
            <TableHead className="max-lg:hidden">{t('Answer')}</TableHead>
            <TableHead className="text-right max-md:hidden">{t('Attempts')}</TableHead>
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
            : log.shown.map((delivery, index) => (
                <Fragment key={delivery.id}>
                  <DayRow before={log.shown[index - 1]?.at} at={delivery.at} columns={COLUMNS} />
                  <DeliveryRow delivery={delivery} selected={delivery.id === selected} onOpen={onOpen} />
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

interface DeliveryRowProps {
  delivery: WebhookDelivery
  selected: boolean
  onOpen: (id: string) => void
}

function DeliveryRow({ delivery, selected, onOpen }: DeliveryRowProps) {
  const { id, at, event, attempts } = delivery
  return (
    <TableRow
      data-state={selected ? 'selected' : undefined}
      aria-selected={selected}
      className="cursor-pointer focus-within:bg-muted/60"
      onClick={() => onOpen(id)}
    >
      <TableCell className="text-muted-foreground tabular-nums">
        <span title={formatExact(at)}>{formatClockSeconds(at)}</span>
      </TableCell>
      <TableCell className="max-md:h-12 max-md:w-full max-md:max-w-0">
        <button
          type="button"
          data-row-link
          className="block max-w-full truncate text-left font-medium"
          onClick={(click) => {
            click.stopPropagation()
            onOpen(id)
          }}
        >
          {event}
        </button>
      </TableCell>
      <TableCell>
        <StatusBadge plain {...deliveryState(delivery)} />
      </TableCell>
      <TableCell className="w-full max-w-0 truncate text-muted-foreground max-lg:hidden">
        {answerText(delivery)}
      </TableCell>
      <TableCell className="text-right tabular-nums max-md:hidden">{attempts}</TableCell>
    </TableRow>
  )
}

function Nothing({ log }: { log: DeliveryLog }) {
  if (!log.filtered) {
    return (
      <EmptyState icon={WebhookIcon} title={t('Nothing was sent yet')}>
        {t('What happens from now on shows here. A test says at once whether the receiver answers.')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={SearchXIcon}
      title={t('No delivery matches')}
      action={
        <Button variant="outline" onClick={log.clear}>
          {t('Clear the filters')}
        </Button>
      }
    />
  )
}

/** "12:13 back to 05:52". */
function spanOf(deliveries: WebhookDelivery[]): string {
  const [newest, oldest] = [deliveries[0], deliveries.at(-1)]
  if (!newest || !oldest) return ''
  return t('{newest} back to {oldest}', { newest: formatTime(newest.at), oldest: formatTime(oldest.at) })
}
