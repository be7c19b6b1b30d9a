'use client'

import { MoonIcon, SunIcon } from 'lucide-react'
import { useTheme } from 'next-themes'
import { useEffect, useRef, type ReactNode } from 'react'

import { QuietPanel } from '@/components/auth/quiet-panel'
import { Logo } from '@/components/layout/logo'
import { API_BASE } from '@/lib/config'
import { t } from '@/lib/i18n'
import { useMounted } from '@/lib/use-route-id'
import { cn } from '@/lib/utils'

/** Form left, quiet panel right; no data before sign-in. */
export function AuthFrame({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh bg-card lg:grid-cols-2">
      <div className="flex flex-col px-6 py-8 sm:px-14 sm:py-10">
        <header className="flex items-center gap-2.5 text-lg font-semibold">
          <Logo className="size-7" /> CSMS
        </header>
        <main className="mx-auto flex w-full max-w-90 flex-1 flex-col justify-center py-10">
          <Awake>{children}</Awake>
        </main>
        <footer className="flex items-center gap-5 text-xs text-muted-foreground">
          <a href={`${API_BASE}/docs`} className="hover:text-foreground">
            {t('API documentation')}
          </a>
          <a href={`${API_BASE}/health/ready`} className="hover:text-foreground">
            {t('System status')}
          </a>
          <ThemeSwitch />
        </footer>
      </div>
      <QuietPanel />
    </div>
  )
}

/** What is typed before the page's scripts are there would be lost: until then no field takes anything. */
function Awake({ children }: { children: ReactNode }) {
  const awake = useMounted()
  const fields = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    if (awake) fields.current?.querySelector<HTMLElement>('[autofocus]')?.focus()
  }, [awake])
  return (
    <fieldset
      ref={fields}
      role="presentation"
      disabled={!awake}
      // It does not look different for the moment.
      className={cn('contents', !awake && '[&_:disabled]:opacity-100')}
    >
      {children}
    </fieldset>
  )
}

function ThemeSwitch() {
  const { resolvedTheme, setTheme } = useTheme()
  if (!useMounted()) return null
  const dark = resolvedTheme === 'dark'
  const Icon = dark ? MoonIcon : SunIcon
  return (
    <button
      type="button"
      aria-label={dark ? t('Theme: dark. Switch') : t('Theme: light. Switch')}
      onClick={() => setTheme(dark ? 'light' : 'dark')}
      className="ml-auto flex items-center gap-1.5 hover:text-foreground"
    >
      <Icon className="size-3.5" /> {dark ? t('Dark') : t('Light')}
    </button>
  )
}
