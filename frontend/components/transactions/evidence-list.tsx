import Link from 'next/link'

import { StatusIcon } from '@/components/status-badge'
import { formatClockSeconds, formatExact, formatRegister } from '@/lib/format'
import { t } from '@/lib/i18n'
import { saidWords } from '@/lib/said'
import { evidenceWords, sinceStart } from '@/lib/transaction-words'
import type { Evidence, TransactionDetail } from '@/lib/types'

/** What the record rests on, as a line of messages with what the meter showed. */
export function EvidenceList({ transaction }: { transaction: TransactionDetail }) {
  const { evidence } = transaction
  if (evidence.length === 0) {
    return <p className="text-muted-foreground">{t('Nothing is recorded about this transaction.')}</p>
  }
  return (
    <ol>
      {evidence.map((item, index) => (
        <Item
          key={`${item.kind} ${item.at}`}
          item={item}
          transaction={transaction}
          last={index === evidence.length - 1}
        />
      ))}
    </ol>
  )
}

interface ItemProps {
  item: Evidence
  transaction: TransactionDetail
  last: boolean
}

function Item({ item, transaction, last }: ItemProps) {
  const { status, title } = evidenceWords(item, transaction.flags)
  const { at, register_wh } = item
  // The difference to the start stands at the right of every register.
  const detail = item.kind === 'last_sample' ? '' : saidWords(item.said)
  const since = register_wh === null ? null : sinceStart(register_wh, transaction.meter_start)
  return (
    <li className="relative flex gap-2.5 pb-3 last:pb-0">
      {!last && (
        <span aria-hidden="true" className="absolute top-5.5 bottom-0.5 left-[7.5px] w-px bg-border" />
      )}
      <StatusIcon status={status} className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <p className="flex justify-between gap-3">
          <EvidenceTitle title={title} address={messagesBehind(item, transaction)} />
          {register_wh !== null && <span className="tabular-nums">{formatRegister(register_wh)}</span>}
        </p>
        <p className="flex justify-between gap-3 text-xs text-muted-foreground tabular-nums">
          <span title={formatExact(at)}>{[formatClockSeconds(at), detail].filter(Boolean).join(', ')}</span>
          {since && <span className="shrink-0">{since}</span>}
        </p>
      </div>
    </li>
  )
}

/** The frame itself in the message log; for samples, all of the transaction's. */
function messagesBehind({ kind, message }: Evidence, transaction: TransactionDetail): string | null {
  const log = `/chargers/${transaction.charger_id}/messages`
  if (message) {
    const open = new URLSearchParams({ q: message.message_id ?? '', message: message.id })
    return `${log}?${open.toString()}`
  }
  const number = transaction.transaction_id
  return kind === 'meter_values' && number !== null ? `${log}?action=MeterValues&q=${number}` : null
}

function EvidenceTitle({ title, address }: { title: string; address: string | null }) {
  if (!address) return <span className="font-medium">{title}</span>
  return (
    <Link
      href={address}
      title={t('Show what the charger sent')}
      className="font-medium underline decoration-border underline-offset-4 hover:decoration-foreground"
    >
      {title}
    </Link>
  )
}
