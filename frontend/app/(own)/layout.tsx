import type { ReactNode } from 'react'

import { SignedIn } from '@/components/auth/route-guard'
import { OwnFrame } from '@/components/layout/own-frame'

export default function OwnLayout({ children }: { children: ReactNode }) {
  return (
    <SignedIn>
      <OwnFrame>{children}</OwnFrame>
    </SignedIn>
  )
}
