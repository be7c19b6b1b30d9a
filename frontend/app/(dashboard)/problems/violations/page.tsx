import type { Metadata } from 'next'

import { ViolationsPage } from '@/components/problems/violations-page'

export const metadata: Metadata = { title: 'Rule violations' }

export default function Page() {
  return <ViolationsPage />
}
