import type { Metadata } from 'next'

import { SecurityTab } from '@/components/security/security-tab'

export const metadata: Metadata = { title: 'Security' }

export default function Page() {
  return <SecurityTab />
}
