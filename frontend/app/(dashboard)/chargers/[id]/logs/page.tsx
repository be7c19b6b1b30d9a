import type { Metadata } from 'next'

import { LogsTab } from '@/components/firmware/logs-tab'

export const metadata: Metadata = { title: 'Logs and firmware' }

export default function Page() {
  return <LogsTab />
}
