import type { ReactNode } from 'react'

import { ChargerFrame } from '@/components/chargers/detail/charger-frame'

/** Under static export one shell serves every id (see lib/use-route-id.ts). */
export function generateStaticParams() {
  return [{ id: '_' }]
}

export default function ChargerLayout({ children }: { children: ReactNode }) {
  return <ChargerFrame>{children}</ChargerFrame>
}
