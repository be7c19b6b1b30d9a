'use client'

import { DownloadIcon, MessagesSquareIcon, PauseIcon, PlayIcon } from 'lucide-react'
import { parseAsString, useQueryState } from 'nuqs'
import { useRef, useState, type ReactNode } from 'react'

import { useThisCharger } from '@/components/chargers/detail/charger-context'
import { useRowKeys } from '@/components/data-table/data-table'
import { NoMatch } from '@/components/data-table/no-match'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { KeysetPager } from '@/components/keyset-pager'
import { Page } from '@/components/layout/page'
import { MessageFilterBar, useMessageFilters } from '@/components/messages/message-filters'
import { COLUMNS, MessageRow } from '@/components/messages/message-row'
import { formatElapsedMs } from '@/components/messages/message-words'
import { toJsonLines, useMessageLog } from '@/components/messages/use-message-log'
import { WaitingRows } from '@/components/waiting-rows'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { downloadText } from '@/lib/download'
import { formatTime } from '@/lib/format'
import { t } from '@/lib/i18n'
import type { Exchange } from '@/lib/ocpp/exchanges'
import { useHeld } from '@/lib/use-held'
import { useHotkey } from '@/lib/use-hotkey'
import { useKeyset } from '@/lib/use-keyset'
import { useScrolled } from '@/lib/use-scrolled'

const SKELETONS = 12

/** The OCPP log of one charger: live, filtered, each message explained. */
export function MessagesTab() {
  const charger = useThisCharger()
  const filters = useMessageFilters()
  const paging = useKeyset()
  const [open, setOpen] = useQueryState('message', parseAsString)
  const [paused, setPaused] = useState(false)
  const scrolled = useScrolled()
  const log = useMessageLog(charger.id, filters, paging.cursor)
  const scope = JSON.stringify([
    filters.q,
    filters.direction,
    filters.action,
    filters.rules,
    filters.time,
    paging.cursor,
  ])
  const { shown, waiting } = useHeld(log.exchanges, paused || scrolled || open !== null, scope)
  useHotkey({ key: 'escape' }, () => void setOpen(null))
  const showNew = () => {
    setPaused(false)
    void setOpen(null)
    window.scrollTo({ top: 0 })
  }
  return (
    <Page className="pt-4 md:pt-4">
      <div className="flex flex-wrap items-center gap-2">
        <MessageFilterBar filters={filters} />
        <span className="ml-auto flex gap-2 max-md:hidden">
          <Button variant="outline" aria-pressed={paused} onClick={() => setPaused(!paused)}>
            {paused ? <PlayIcon /> : <PauseIcon />} {paused ? t('Go on') : t('Pause')}
          </Button>
          <Button
            variant="outline"
            disabled={shown.length === 0}
            onClick={() =>
              downloadText(`${charger.charge_point_id}.jsonl`, 'application/jsonl', toJsonLines(shown))
            }
          >
            <DownloadIcon /> {t('Export')}
          </Button>
        </span>
      </div>
      <WaitingRows count={waiting} onShow={showNew} />
      <Card className="overflow-hidden">
        {log.error && !log.data ? (
          <ErrorState
            title={t('The messages could not be loaded')}
            error={log.error}
            onRetry={() => void log.refetch()}
          />
        ) : (
          <MessageTable
            loading={log.isPending}
            empty={<NoMessages filtered={filters.active} onClear={filters.clear} />}
          >
            {shown.map((exchange) => (
              <MessageRow
                key={exchange.id}
                charger={charger}
                exchange={exchange}
                open={open === exchange.id}
                onToggle={() => void setOpen(open === exchange.id ? null : exchange.id)}
                onAction={(action) => filters.set({ action })}
              />
            ))}
          </MessageTable>
        )}
      </Card>
      <KeysetPager
        onNewer={paging.cursor ? paging.newer : null}
        onOlder={log.next ? () => paging.older(log.next ?? '') : null}
      >
        {spanOf(shown)}
      </KeysetPager>
    </Page>
  )
}

/** "48 messages, 12:26 back to 12:11, slowest answer 9 ms". */
function spanOf(exchanges: Exchange[]): string {
  const [newest, oldest] = [exchanges[0], exchanges.at(-1)]
  if (!newest || !oldest) return ''
  const slowest = Math.max(
    ...exchanges.map(({ message, elapsedMs }) => (message.direction === 'in' ? (elapsedMs ?? 0) : 0)),
  )
  const values = {
    count: exchanges.length,
    newest: formatTime(newest.message.at),
    oldest: formatTime(oldest.message.at),
    slowest: formatElapsedMs(slowest),
  }
  return slowest > 0
    ? t(
        '{count, plural, one {# message} other {# messages}}, {newest} back to {oldest}, our slowest answer {slowest}',
        values,
      )
    : t('{count, plural, one {# message} other {# messages}}, {newest} back to {oldest}', values)
}

interface MessageTableProps {
  loading: boolean
  empty: ReactNode
  children: ReactNode[]
}

function MessageTable({ loading, empty, children }: MessageTableProps) {
  const body = useRef<HTMLTableSectionElement>(null)
  useRowKeys(body)
  return (
    <>
      <Table aria-label={t('Messages')} aria-busy={loading}>
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            <TableHead className="h-9 pl-11 first:pl-11">{t('Time')}</TableHead>
            <TableHead className="@max-3xl:hidden">{t('Direction')}</TableHead>
            <TableHead className="@lg:min-w-40">{t('Action')}</TableHead>
            <TableHead className="@max-3xl:hidden">{t('Summary')}</TableHead>
            <TableHead className="min-w-32 @max-md:hidden">{t('Rules')}</TableHead>
            <TableHead className="text-right @max-3xl:hidden">{t('Answered in')}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody ref={body}>
          {loading
            ? Array.from({ length: SKELETONS }, (_, index) => (
                <TableRow key={index}>
                  <TableCell colSpan={COLUMNS} className="h-9">
                    <Skeleton className="h-5" />
                  </TableCell>
                </TableRow>
              ))
            : children}
        </TableBody>
      </Table>
      {!loading && children.length === 0 && <div className="border-t">{empty}</div>}
    </>
  )
}

function NoMessages({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (!filtered) {
    return (
      <EmptyState icon={MessagesSquareIcon} title={t('No message yet')}>
        {t('Every frame that the charger sends or gets is shown here the moment it arrives.')}
      </EmptyState>
    )
  }
  return <NoMatch title={t('No message matches')} onClear={onClear} />
}
