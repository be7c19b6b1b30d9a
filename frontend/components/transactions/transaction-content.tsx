'use client'

import { ArrowUpRightIcon, TriangleAlertIcon } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'

import { LegendItem } from '@/components/charts/legend'
import { EvidenceList } from '@/components/transactions/evidence-list'
import { RunningDuration } from '@/components/transactions/running-duration'
import { useSessionCurve } from '@/components/transactions/session-curve'
import { formatClock, formatEnergy, formatExact, formatPower, formatTime } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useCurve } from '@/lib/queries/transactions'
import { curveMark, flagWords, stoppedBy } from '@/lib/transaction-words'
import type { TransactionDetail } from '@/lib/types'

/** Flags that are said without alarm: the operator did it, or it is only worth knowing. */
const CALM = new Set(['force_closed'])

export function TransactionFlags({ transaction }: { transaction: TransactionDetail }) {
  return transaction.flags.map((flag) => {
    const { title, detail } = flagWords(flag)
    const calm = CALM.has(flag.code)
    return (
      <div
        key={flag.code}
        className={`flex gap-2.5 rounded-lg px-3 py-2.5 ${calm ? 'bg-muted' : 'bg-suspended-soft'}`}
      >
        <TriangleAlertIcon
          aria-hidden="true"
          className={`mt-0.5 size-4 shrink-0 ${calm ? 'text-muted-foreground' : 'text-suspended'}`}
        />
        <div>
          <p className="font-semibold">{title}</p>
          {detail && <p className={calm ? 'text-muted-foreground' : 'text-suspended'}>{detail}</p>}
        </div>
      </div>
    )
  })
}

export function TransactionFacts({ transaction }: { transaction: TransactionDetail }) {
  const { energy_wh, id_tag, parent_id_tag, started_at, stopped_at } = transaction
  const highest = useHighestPower(transaction)
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3.5 sm:grid-cols-3">
      <Fact label={t('Energy')}>{energy_wh === null ? t('Unknown') : formatEnergy(energy_wh)}</Fact>
      <Fact label={t('Duration')}>
        <RunningDuration transaction={transaction} />
      </Fact>
      <Fact label={t('Highest power')}>{highest === null ? t('Not measured') : formatPower(highest)}</Fact>
      <Fact label={t('Tag')} {...(parent_id_tag && { title: t('Group {tag}', { tag: parent_id_tag }) })}>
        {id_tag ?? t('None')}
      </Fact>
      <Fact
        label={t('From, to')}
        title={
          stopped_at
            ? t('{from} to {to}', { from: formatExact(started_at), to: formatExact(stopped_at) })
            : formatExact(started_at)
        }
      >
        {stopped_at
          ? t('{from} to {to}', { from: formatTime(started_at), to: formatClock(stopped_at) })
          : t('{from} until now', { from: formatTime(started_at) })}
      </Fact>
      <Fact label={t('Stopped by')}>{stoppedBy(transaction)}</Fact>
    </dl>
  )
}

/** From the record, or from the curve where samples came after the end. */
function useHighestPower({ id, max_power_w }: TransactionDetail): number | null {
  const { data } = useCurve(id)
  const powers = data?.points.flatMap(({ power_w }) => power_w ?? []) ?? []
  return max_power_w ?? (powers.length > 0 ? Math.max(...powers) : null)
}

function Fact({ label, title, children }: { label: string; title?: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd className="font-medium wrap-anywhere tabular-nums" title={title}>
        {children}
      </dd>
    </div>
  )
}

export function TransactionCurve({
  transaction,
  compact,
}: {
  transaction: TransactionDetail
  compact: boolean
}) {
  const mark = curveMark(transaction, transaction.evidence)
  const { toggle, body } = useSessionCurve(transaction, { mark, compact })
  return (
    <section aria-label={t('Curve')}>
      <div className="flex min-h-7 items-center justify-between gap-3">
        <h2 className="font-semibold">{t('Curve')}</h2>
        <span className="flex items-center gap-3">
          <LegendItem line="power">{t('Power, kW')}</LegendItem>
          <LegendItem line="energy">{t('Energy, kWh')}</LegendItem>
          {toggle}
        </span>
      </div>
      <div className={compact ? 'mt-1 h-50' : 'mt-1 h-76'}>{body}</div>
    </section>
  )
}

export function TransactionEvidence({ transaction }: { transaction: TransactionDetail }) {
  const messages = `/chargers/${transaction.charger_id}/messages`
  return (
    <section aria-label={t('Evidence')}>
      <div className="mb-2 flex items-center justify-between gap-3">
        <h2 className="font-semibold">{t('Evidence')}</h2>
        <Link
          href={messages}
          className="touch flex items-center gap-1 text-muted-foreground underline-offset-4 hover:text-foreground hover:underline"
        >
          {t('Messages of the charger')} <ArrowUpRightIcon aria-hidden="true" className="size-3.5" />
        </Link>
      </div>
      <EvidenceList transaction={transaction} />
    </section>
  )
}
