import type { Metadata } from 'next'

import { ConfigurationTab } from '@/components/chargers/detail/configuration-tab'

export const metadata: Metadata = { title: 'Configuration' }

export default function Page() {
  return <ConfigurationTab />
}
