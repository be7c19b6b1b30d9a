import type { Metadata } from 'next'

import { MySessionsPage } from '@/components/me/my-sessions-page'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('History') }

export default function Page() {
  return <MySessionsPage />
}
