import type { Metadata } from 'next'

import { MyChargingPage } from '@/components/me/my-charging-page'

export const metadata: Metadata = { title: 'My charging' }

export default function Page() {
  return <MyChargingPage />
}
