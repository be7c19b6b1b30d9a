import type { Metadata } from 'next'

import { NewChargerPage } from '@/components/chargers/new-charger-page'

export const metadata: Metadata = { title: 'Add charger' }

export default function Page() {
  return <NewChargerPage />
}
