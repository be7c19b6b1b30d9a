import type { Metadata } from 'next'

import { OverviewTab } from '@/components/chargers/detail/overview-tab'

export const metadata: Metadata = { title: 'Charger' }

export default function Page() {
  return <OverviewTab />
}
