'use client'

import { ChevronDownIcon, ChevronUpIcon, Maximize2Icon, XIcon } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useRef, type ReactNode } from 'react'

import { ErrorState } from '@/components/error-state'
import { StatusBadge } from '@/components/status-badge'
import { StopTransaction } from '@/components/transactions/stop-transaction'
import {
  TransactionCurve,
  TransactionEvidence,
  TransactionFacts,
  TransactionFlags,
} from '@/components/transactions/transaction-content'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { useTransaction } from '@/lib/queries/transactions'
import { transactionStatus } from '@/lib/status'
import type { TransactionDetail } from '@/lib/types'

interface TransactionSheetProps {
  id: string
  /** Null at the ends of the page. */
  onNewer: (() => void) | null
  onOlder: (() => void) | null
  onClose: () => void
}

/** Docked beside the table, so that both can be used; on a narrow screen it covers it. */
export function TransactionSheet({ id, onNewer, onOlder, onClose }: TransactionSheetProps) {
  const { data, error, refetch } = useTransaction(id)
  const sheet = useRef<HTMLElement>(null)
  useEffect(() => {
    if (sheet.current) sheet.current.scrollTop = 0
  }, [id])
  return (
    <aside
      ref={sheet}
      aria-label="Transaction"
      className="fixed inset-0 z-50 flex animate-sheet flex-col overflow-y-auto bg-card md:inset-y-0 md:right-0 md:left-auto md:w-110 md:border-l md:shadow-pop xl:sticky xl:top-12 xl:z-10 xl:h-[calc(100dvh-3rem)] xl:shrink-0 xl:shadow-none"
    >
      <div className="sticky top-0 z-10 flex items-start justify-between gap-2 bg-card px-5 pt-4 pb-3">
        <Title transaction={data} />
        <span className="-mr-1.5 flex">
          <Step icon={<ChevronUpIcon />} label="Newer transaction" onClick={onNewer} />
          <Step icon={<ChevronDownIcon />} label="Older transaction" onClick={onOlder} />
          <Button asChild variant="ghost" size="icon-xs">
            <Link href={`/transactions/${id}`} aria-label="Open its own page">
              <Maximize2Icon />
            </Link>
          </Button>
          <Step icon={<XIcon />} label="Close" onClick={onClose} />
        </span>
      </div>
      {error && !data ? (
        <ErrorState
          title="The transaction could not be loaded"
          error={error}
          onRetry={() => void refetch()}
        />
      ) : data ? (
        // Another transaction has its own questions and answers.
        <Content key={data.id} transaction={data} />
      ) : (
        <SheetSkeleton />
      )}
    </aside>
  )
}

function Step({ icon, label, onClick }: { icon: ReactNode; label: string; onClick: (() => void) | null }) {
  return (
    <Button
      variant="ghost"
      size="icon-xs"
      className="max-md:size-10"
      aria-label={label}
      disabled={!onClick}
      onClick={onClick ?? undefined}
    >
      {icon}
    </Button>
  )
}

function Title({ transaction }: { transaction: TransactionDetail | undefined }) {
  if (!transaction) return <Skeleton className="h-11 w-56" />
  const { transaction_id, charger_id, charge_point_id, connector_id, station_name, state } = transaction
  return (
    <div className="min-w-0">
      <div className="flex flex-wrap items-center gap-x-2.5">
        <h2 className="text-lg font-semibold">Transaction {transaction_id ?? 'without a number'}</h2>
        <StatusBadge status={transactionStatus(state)} />
      </div>
      <p className="text-muted-foreground">
        <Link href={`/chargers/${charger_id}`} className="underline-offset-4 hover:underline">
          {charge_point_id}
        </Link>
        {connector_id !== null && `, connector ${connector_id}`}
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
        <TransactionCurve transaction={transaction} compact />
        <TransactionEvidence transaction={transaction} />
      </div>
      <div className="sticky bottom-0 bg-card not-empty:border-t not-empty:px-5 not-empty:py-4">
        <StopTransaction transaction={transaction} />
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
