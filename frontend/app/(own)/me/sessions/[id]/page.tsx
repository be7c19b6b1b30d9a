import type { Metadata } from 'next'

import { MySessionPage } from '@/components/me/my-session-page'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('Session') }

/** Under static export one shell serves every id (see lib/use-route-id.ts). */
export function generateStaticParams() {
  return [{ id: '_' }]
}

export default function Page() {
  return <MySessionPage />
}
