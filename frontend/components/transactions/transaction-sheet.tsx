'use client'

import Link from 'next/link'

import { DockedSheet } from '@/components/docked-sheet'
import { ErrorState } from '@/components/error-state'
import { Receipt } from '@/components/receipt-button'
import { StatusBadge } from '@/components/status-badge'
import { SettleTransaction } from '@/components/transactions/settle-transaction'
import { StopTransaction } from '@/components/transactions/stop-transaction'
import {
  TransactionCurve,
  TransactionEvidence,
  TransactionFacts,
  TransactionFlags,
} from '@/components/transactions/transaction-content'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/i18n'
import { useTransaction } from '@/lib/queries/transactions'
import { transactionStatus } from '@/lib/status'
import { transactionTitle } from '@/lib/transaction-words'
import type { TransactionDetail } from '@/lib/types'

interface TransactionSheetProps {
  id: string
  /** Null at the ends of the page. */
  onNewer: (() => void) | null
  onOlder: (() => void) | null
  onClose: () => void
}

export function TransactionSheet({ id, onNewer, onOlder, onClose }: TransactionSheetProps) {
  const { data, error, refetch } = useTransaction(id)
  return (
    <DockedSheet
      scope={id}
      noun={t('transaction')}
      title={<Title transaction={data} />}
      page={`/transactions/${id}`}
      onNewer={onNewer}
      onOlder={onOlder}
      onClose={onClose}
    >
      {error && !data ? (
        <ErrorState
          title={t('The transaction could not be loaded')}
          error={error}
          onRetry={() => void refetch()}
        />
      ) : data ? (
        // Another transaction has its own questions and answers.
        <Content key={data.id} transaction={data} />
      ) : (
        <SheetSkeleton />
      )}
    </DockedSheet>
  )
}

function Title({ transaction }: { transaction: TransactionDetail | undefined }) {
  if (!transaction) return <Skeleton className="h-11 w-56" />
  const { charger_id, charge_point_id, connector_id, station_name, state } = transaction
  return (
    <div className="min-w-0">
      <div className="flex flex-wrap items-center gap-x-2.5">
        <h2 className="text-lg font-semibold">{transactionTitle(transaction)}</h2>
        <StatusBadge status={transactionStatus(state)} />
      </div>
      <p className="text-muted-foreground">
        <Link href={`/chargers/${charger_id}`} className="underline-offset-4 hover:underline">
          {charge_point_id}
        </Link>
        {connector_id !== null && `, ${t('connector {number}', { number: connector_id })}`}
        {station_name && `, ${station_name}`}
      </p>
    </div>
  )
}

function Content({ transaction }: { transaction: TransactionDetail }) {
  return (
    <>
      <div className="flex flex-1 flex-col gap-5 px-5 pb-5">
        {transaction.flags.length > 0 && (
          <div className="flex flex-col gap-2">
            <TransactionFlags transaction={transaction} />
          </div>
        )}
        <TransactionFacts transaction={transaction} />
        {transaction.stopped_at && <Receipt transaction={transaction} />}
        <TransactionCurve transaction={transaction} compact />
        <TransactionEvidence transaction={transaction} />
      </div>
      <div className="sticky bottom-0 bg-card not-empty:border-t not-empty:px-5 not-empty:py-4">
        <StopTransaction transaction={transaction} />
        <SettleTransaction transaction={transaction} />
      </div>
    </>
  )
}

function SheetSkeleton() {
  return (
    <div className="flex flex-col gap-5 px-5" aria-busy="true">
      <Skeleton className="h-22" />
      <Skeleton className="h-58" />
      <Skeleton className="h-44" />
    </div>
  )
}
