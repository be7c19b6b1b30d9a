'use client'

import { ReceiptTextIcon } from 'lucide-react'
import Link from 'next/link'

import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { PageBar } from '@/components/layout/page-bar'
import { Page } from '@/components/layout/page'
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
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/i18n'
import { ApiError } from '@/lib/problem'
import { useTransaction } from '@/lib/queries/transactions'
import { transactionStatus } from '@/lib/status'
import { transactionTitle } from '@/lib/transaction-words'
import type { TransactionDetail } from '@/lib/types'
import { useMediaQuery } from '@/lib/use-media-query'
import { useRouteId } from '@/lib/use-route-id'

/** One transaction on its own page: what a link in a mail or a ticket leads to. */
export function TransactionPage() {
  const { data, error, refetch } = useTransaction(useRouteId('transactions'))
  const name = data ? transactionTitle(data) : t('Transaction')
  return (
    <Page>
      <PageBar
        crumbs={[{ label: t('Transactions'), href: '/transactions' }, { label: name }]}
        back="/transactions"
      />
      {error && !data ? (
        <Card>
          <Missing error={error} onRetry={() => void refetch()} />
        </Card>
      ) : data ? (
        <Content key={data.id} transaction={data} />
      ) : (
        <PageSkeleton />
      )}
    </Page>
  )
}

function Content({ transaction }: { transaction: TransactionDetail }) {
  const phone = useMediaQuery('(max-width: 767px)')
  const { charger_id, charge_point_id, connector_id, station_name, state } = transaction
  return (
    <>
      <div>
        <div className="flex flex-wrap items-center gap-x-2.5">
          <h1 className="text-xl font-semibold">{transactionTitle(transaction)}</h1>
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
      {transaction.flags.length > 0 && (
        <div className="grid gap-2">
          <TransactionFlags transaction={transaction} />
        </div>
      )}
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_400px]">
        <div className="flex min-w-0 flex-col gap-4">
          <Card className="p-4">
            <TransactionFacts transaction={transaction} />
          </Card>
          <Card className="p-4">
            <TransactionCurve transaction={transaction} compact={phone} />
          </Card>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Card className="p-4">
            <TransactionEvidence transaction={transaction} />
          </Card>
          <div className="empty:hidden">
            <StopTransaction transaction={transaction} large />
            <SettleTransaction transaction={transaction} />
          </div>
          {transaction.stopped_at && <Receipt transaction={transaction} />}
        </div>
      </div>
    </>
  )
}

function Missing({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!(error instanceof ApiError) || error.status !== 404) {
    return <ErrorState title={t('The transaction could not be loaded')} error={error} onRetry={onRetry} />
  }
  return (
    <EmptyState
      icon={ReceiptTextIcon}
      title={t('There is no such transaction')}
      action={
        <Button asChild variant="outline">
          <Link href="/transactions">{t('All transactions')}</Link>
        </Button>
      }
    />
  )
}

function PageSkeleton() {
  return (
    <div className="flex flex-col gap-4" aria-busy="true">
      <Skeleton className="h-12 w-72" />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_400px]">
        <div className="grid gap-4">
          <Skeleton className="h-30" />
          <Skeleton className="h-93" />
        </div>
        <Skeleton className="h-93" />
      </div>
    </div>
  )
}
