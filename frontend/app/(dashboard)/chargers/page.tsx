import type { Metadata } from 'next'

import { ChargersPage } from '@/components/chargers/chargers-page'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('Chargers') }

export default function Page() {
  return <ChargersPage />
}
