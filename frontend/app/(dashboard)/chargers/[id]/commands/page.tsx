import type { Metadata } from 'next'

import { CommandsTab } from '@/components/chargers/detail/commands-tab'

export const metadata: Metadata = { title: 'Commands' }

export default function Page() {
  return <CommandsTab />
}
