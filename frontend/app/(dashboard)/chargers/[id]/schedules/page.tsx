import type { Metadata } from 'next'

import { SchedulesTab } from '@/components/schedules/schedules-tab'

export const metadata: Metadata = { title: 'Schedules' }

export default function Page() {
  return <SchedulesTab />
}
