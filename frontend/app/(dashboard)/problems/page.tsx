import type { Metadata } from 'next'

import { ProblemsPage } from '@/components/problems/problems-page'

export const metadata: Metadata = { title: 'Problems' }

export default function Page() {
  return <ProblemsPage />
}
