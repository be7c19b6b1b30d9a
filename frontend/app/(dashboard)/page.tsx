import type { Metadata } from 'next'

import { OverviewPage } from '@/components/overview/overview-page'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('Overview') }

export default function Page() {
  return <OverviewPage />
}
