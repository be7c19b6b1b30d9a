import type { Metadata } from 'next'

import { MySessionsPage } from '@/components/me/my-sessions-page'

export const metadata: Metadata = { title: 'History' }

export default function Page() {
  return <MySessionsPage />
}
