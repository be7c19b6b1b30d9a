import type { Metadata } from 'next'

import { TransactionsPage } from '@/components/transactions/transactions-page'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('Transactions') }

export default function Page() {
  return <TransactionsPage />
}
