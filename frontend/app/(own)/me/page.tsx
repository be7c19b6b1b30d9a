import type { Metadata } from 'next'

import { MyChargingPage } from '@/components/me/my-charging-page'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('My charging') }

export default function Page() {
  return <MyChargingPage />
}
