'use client'

import { ActivityIcon, SendIcon, WebhookIcon } from 'lucide-react'

import { Filters } from '@/components/data-table/filters'
import { LogSection } from '@/components/data-table/log-section'
import { LogTitle } from '@/components/data-table/log-table'
import { EmptyState } from '@/components/empty-state'
import { StatusBadge } from '@/components/status-badge'
import { TableCell, TableHead } from '@/components/ui/table'
import type { DeliveryLog } from '@/components/webhooks/use-delivery-log'
import { EVENT_KINDS } from '@/components/webhooks/webhook-events'
import { answerText, deliveryState } from '@/components/webhooks/webhook-words'
import { formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'
import type { WebhookDelivery } from '@/lib/types'

interface DeliveriesProps {
  log: DeliveryLog
  selected: string | null
  onOpen: (id: string | null) => void
}

/** What was and is to be sent, the newest first. */
export function Deliveries({ log, selected, onOpen }: DeliveriesProps) {
  return (
    <LogSection
      title={t('Deliveries')}
      filters={<DeliveryFilters log={log} />}
      log={log}
      at={({ at }) => at}
      selected={selected}
      onOpen={onOpen}
      heads={[
        <TableHead key="event">{t('Event')}</TableHead>,
        <TableHead key="state">{t('State')}</TableHead>,
        <TableHead key="answer" className="@max-2xl:hidden">
          {t('Answer')}
        </TableHead>,
        <TableHead key="attempts" className="text-right @max-lg:hidden">
          {t('Attempts')}
        </TableHead>,
      ]}
      cells={(delivery) => <Cells delivery={delivery} />}
      errorTitle={t('The deliveries could not be loaded')}
      noMatch={t('No delivery matches')}
      nothing={
        <EmptyState icon={WebhookIcon} title={t('Nothing was sent yet')}>
          {t('What happens from now on shows here. A test says at once whether the receiver answers.')}
        </EmptyState>
      }
    />
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

function Cells({ delivery }: { delivery: WebhookDelivery }) {
  return (
    <>
      <TableCell className="max-md:h-12 @max-lg:w-full @max-lg:max-w-0">
        <LogTitle>{delivery.event}</LogTitle>
      </TableCell>
      <TableCell>
        <StatusBadge plain {...deliveryState(delivery)} />
      </TableCell>
      <TableCell className="w-full max-w-0 truncate text-muted-foreground @max-2xl:hidden">
        {answerText(delivery)}
      </TableCell>
      <TableCell className="text-right tabular-nums @max-lg:hidden">
        {formatNumber(delivery.attempts)}
      </TableCell>
    </>
  )
}
