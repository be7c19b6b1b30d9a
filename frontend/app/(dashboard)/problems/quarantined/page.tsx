import type { Metadata } from 'next'

import { QuarantinedPage } from '@/components/problems/quarantined-page'

export const metadata: Metadata = { title: 'Quarantined stops' }

export default function Page() {
  return <QuarantinedPage />
}
