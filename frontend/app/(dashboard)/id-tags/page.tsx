import type { Metadata } from 'next'

import { IdTagsPage } from '@/components/id-tags/id-tags-page'

export const metadata: Metadata = { title: 'Id tags' }

export default function Page() {
  return <IdTagsPage />
}
