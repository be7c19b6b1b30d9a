import type { Metadata } from 'next'

import { TransactionPage } from '@/components/transactions/transaction-page'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('Transaction') }

/** Under static export one shell serves every id (see lib/use-route-id.ts). */
export function generateStaticParams() {
  return [{ id: '_' }]
}

export default function Page() {
  return <TransactionPage />
}
