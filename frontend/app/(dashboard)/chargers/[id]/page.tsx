import type { Metadata } from 'next'

import { OverviewTab } from '@/components/chargers/detail/overview-tab'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('Charger') }

export default function Page() {
  return <OverviewTab />
}
