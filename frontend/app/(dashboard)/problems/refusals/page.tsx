import type { Metadata } from 'next'

import { RefusalsPage } from '@/components/problems/refusals-page'

export const metadata: Metadata = { title: 'Refused connections' }

export default function Page() {
  return <RefusalsPage />
}
