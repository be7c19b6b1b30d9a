import '@fontsource-variable/geist-mono'
import '@fontsource-variable/inter'
import './globals.css'

import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'

import { Providers } from '@/app/providers'

export const metadata: Metadata = {
  title: { default: 'CSMS', template: '%s · CSMS' },
  description: 'Every connector, every command and every kilowatt-hour of your OCPP chargers, as it happens.',
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, viewportFit: 'cover' }

export default function RootLayout({ children }: { children: ReactNode }) {
  // next-themes sets the class before React hydrates, hence the one allowed difference.
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  )
}
