import type { Metadata } from 'next'

import { ConformancePage } from '@/components/problems/conformance-page'

export const metadata: Metadata = { title: 'Conformance' }

export default function Page() {
  return <ConformancePage />
}
