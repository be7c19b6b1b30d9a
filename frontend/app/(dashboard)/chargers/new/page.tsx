import type { Metadata } from 'next'

import { NewChargerPage } from '@/components/chargers/new-charger-page'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('Add charger') }

export default function Page() {
  return <NewChargerPage />
}
