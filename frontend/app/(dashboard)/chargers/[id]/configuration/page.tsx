import type { Metadata } from 'next'

import { ConfigurationTab } from '@/components/chargers/detail/configuration-tab'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('Configuration') }

export default function Page() {
  return <ConfigurationTab />
}
