import type { Metadata } from 'next'

import { CommandsTab } from '@/components/chargers/detail/commands-tab'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('Commands') }

export default function Page() {
  return <CommandsTab />
}
