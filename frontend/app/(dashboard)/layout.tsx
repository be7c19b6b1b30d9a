import type { ReactNode } from 'react'

import { RouteGuard } from '@/components/auth/route-guard'
import { AppFrame } from '@/components/layout/app-frame'
import { LiveProvider } from '@/contexts/live-context'

export default function DashboardLayout({ children }: { children: ReactNode }) {
  return (
    <RouteGuard>
      <LiveProvider>
        <AppFrame>{children}</AppFrame>
      </LiveProvider>
    </RouteGuard>
  )
}
