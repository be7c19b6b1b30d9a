import type { Metadata } from 'next'

import { LocalListsPage } from '@/components/local-lists/local-lists-page'

export const metadata: Metadata = { title: 'Local lists' }

export default function Page() {
  return <LocalListsPage />
}
