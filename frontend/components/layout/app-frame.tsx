'use client'

import { useState, type ReactNode } from 'react'

import { CommandPaletteProvider } from '@/components/layout/command-palette'
import { LiveIndicator } from '@/components/layout/live-indicator'
import { PageBarSlots } from '@/components/layout/page-bar'
import { Sidebar } from '@/components/layout/sidebar'
import { TabBar } from '@/components/layout/tab-bar'
import { formatClock, formatExact, formatWeekday } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useNow } from '@/lib/use-now'

/** Sidebar 224, bar 48, page; on the phone a bar above and four places below. */
export function AppFrame({ children }: { children: ReactNode }) {
  const [desktop, setDesktop] = useState<HTMLElement | null>(null)
  const [phone, setPhone] = useState<HTMLElement | null>(null)
  return (
    <CommandPaletteProvider>
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-primary px-3 py-2 text-primary-foreground focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        {t('Skip to the page')}
      </a>
      <div className="flex min-h-dvh">
        <Sidebar />
        <div className="flex min-w-0 flex-1 flex-col">
          <header className="sticky top-0 z-30 bg-background md:h-12 md:border-b">
            <div ref={setPhone} className="flex h-14 items-center gap-2.5 px-4 md:hidden" />
            <div className="hidden h-full items-center justify-between px-6 md:flex">
              <div ref={setDesktop} />
              <div className="flex items-center gap-4">
                <LiveIndicator />
                <Clock />
              </div>
            </div>
          </header>
          <PageBarSlots value={{ desktop, phone }}>
            <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none max-md:pb-20">
              {children}
            </main>
          </PageBarSlots>
        </div>
      </div>
      <TabBar />
    </CommandPaletteProvider>
  )
}

function Clock() {
  const now = useNow()
  if (now === 0) return null
  return (
    <time
      dateTime={new Date(now).toISOString()}
      title={formatExact(now)}
      className="text-xs text-muted-foreground tabular-nums"
    >
      {formatWeekday(now)}, {formatClock(now)}
    </time>
  )
}
