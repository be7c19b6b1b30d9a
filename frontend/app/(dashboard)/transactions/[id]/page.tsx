import type { Metadata } from 'next'

import { TransactionPage } from '@/components/transactions/transaction-page'

export const metadata: Metadata = { title: 'Transaction' }

/** Under static export one shell serves every id (see lib/use-route-id.ts). */
export function generateStaticParams() {
  return [{ id: '_' }]
}

export default function Page() {
  return <TransactionPage />
}
