'use client'

import { ArrowDownLeftIcon, ArrowUpRightIcon, ChevronRightIcon } from 'lucide-react'

import { MessageDetail } from '@/components/messages/message-detail'
import { formatElapsedMs, summaryOf } from '@/components/messages/message-words'
import { StatusBadge } from '@/components/status-badge'
import { TableCell, TableRow } from '@/components/ui/table'
import { formatClockMilliseconds, formatDay, formatExact, formatNumber, isSameDay } from '@/lib/format'
import { t } from '@/lib/i18n'
import type { Exchange } from '@/lib/ocpp/exchanges'
import type { Charger } from '@/lib/types'
import { useNow } from '@/lib/use-now'
import { cn } from '@/lib/utils'

export const COLUMNS = 6
const WAITING_MS = 60_000

interface MessageRowProps {
  charger: Charger
  exchange: Exchange
  open: boolean
  onToggle: () => void
  onAction: (action: string) => void
}

export function MessageRow({ charger, exchange, open, onToggle, onAction }: MessageRowProps) {
  const { message, answer } = exchange
  const broken = message.violations.length + (answer?.violations.length ?? 0)
  const detailId = `message-${exchange.id}`
  const cell = 'h-9'
  return (
    <>
      <TableRow className={cn('cursor-pointer', open && 'bg-muted/60')} onClick={onToggle}>
        <TableCell className={`${cell} w-44 tabular-nums @max-lg:w-30`}>
          <button
            type="button"
            data-row-link
            aria-expanded={open}
            aria-controls={detailId}
            title={formatExact(message.at)}
            className="flex items-center gap-2.5 text-muted-foreground"
            onClick={(event) => {
              event.stopPropagation()
              onToggle()
            }}
          >
            <ChevronRightIcon
              aria-hidden="true"
              className={cn('size-4 transition-transform', open && 'rotate-90')}
            />
            <RowTime at={message.at} />
          </button>
        </TableCell>
        <TableCell className={`${cell} @max-3xl:hidden`}>
          <Direction out={message.direction === 'out'} />
        </TableCell>
        <TableCell className={`${cell} font-medium @max-3xl:w-full @max-3xl:max-w-0 @max-3xl:py-1.5`}>
          <span className="block truncate">{message.action ?? message.type}</span>
          <span className="block truncate font-normal text-muted-foreground @3xl:hidden">
            {summaryOf(exchange)}
          </span>
        </TableCell>
        <TableCell className={`${cell} w-full max-w-0 truncate text-muted-foreground @max-3xl:hidden`}>
          {summaryOf(exchange)}
        </TableCell>
        <TableCell className={`${cell} @max-md:hidden`}>
          {broken > 0 && (
            <StatusBadge
              status="rule-broken"
              label={t('{count, plural, one {# rule broken} other {# rules broken}}', { count: broken })}
            />
          )}
        </TableCell>
        <TableCell className={`${cell} text-right text-muted-foreground tabular-nums @max-3xl:hidden`}>
          <AnsweredIn exchange={exchange} />
        </TableCell>
      </TableRow>
      {open && (
        <TableRow id={detailId} className="after:hidden hover:bg-transparent">
          <TableCell colSpan={COLUMNS + 1} className="p-0 first:pl-0 last:pr-0">
            <MessageDetail charger={charger} exchange={exchange} onAction={onAction} />
          </TableCell>
        </TableRow>
      )}
    </>
  )
}

/** In milliseconds; the day too when it was not today. */
function RowTime({ at }: { at: string }) {
  const now = useNow(60_000)
  const clock = formatClockMilliseconds(at)
  return <span>{now > 0 && !isSameDay(at, now) ? `${formatDay(at, now)}, ${clock.slice(0, 8)}` : clock}</span>
}

function Direction({ out }: { out: boolean }) {
  const Icon = out ? ArrowUpRightIcon : ArrowDownLeftIcon
  return (
    <span
      className={cn(
        'flex items-center gap-1.5 text-xs font-medium',
        out ? 'text-finishing' : 'text-charging',
      )}
    >
      <Icon aria-hidden="true" className="size-4" /> {out ? t('Out') : t('In')}
    </span>
  )
}

function AnsweredIn({ exchange: { message, answer, elapsedMs } }: { exchange: Exchange }) {
  if (answer?.type === 'CALLERROR') return <span className="text-faulted">{t('refused')}</span>
  if (elapsedMs !== null) return formatElapsedMs(elapsedMs)
  return message.type === 'CALL' && message.direction === 'out' ? <StillOpen since={message.at} /> : null
}

/** How long our request has been waiting; after a while nobody waits for it any more. */
function StillOpen({ since }: { since: string }) {
  const now = useNow()
  const age = now - Date.parse(since)
  if (now === 0 || age > WAITING_MS) return null
  return (
    <span className="font-medium text-charging">
      {t('waiting {seconds} s', { seconds: formatNumber(Math.max(0, age) / 1000) })}
    </span>
  )
}
