import type { Metadata } from 'next'

import { ChargersPage } from '@/components/chargers/chargers-page'

export const metadata: Metadata = { title: 'Chargers' }

export default function Page() {
  return <ChargersPage />
}
