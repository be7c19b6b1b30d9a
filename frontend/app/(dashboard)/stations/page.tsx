import type { Metadata } from 'next'

import { StationsPage } from '@/components/stations/stations-page'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('Stations') }

export default function Page() {
  return <StationsPage />
}
