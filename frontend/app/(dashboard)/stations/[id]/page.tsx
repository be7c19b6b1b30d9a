import type { Metadata } from 'next'

import { StationPage } from '@/components/stations/detail/station-page'

export const metadata: Metadata = { title: 'Station' }

/** Under static export one shell serves every id (see lib/use-route-id.ts). */
export function generateStaticParams() {
  return [{ id: '_' }]
}

export default function Page() {
  return <StationPage />
}
