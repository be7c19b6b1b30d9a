import type { Metadata } from 'next'

import { MySessionPage } from '@/components/me/my-session-page'

export const metadata: Metadata = { title: 'Session' }

/** Under static export one shell serves every id (see lib/use-route-id.ts). */
export function generateStaticParams() {
  return [{ id: '_' }]
}

export default function Page() {
  return <MySessionPage />
}
