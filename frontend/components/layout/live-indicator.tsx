'use client'

import { RadioIcon } from 'lucide-react'

import { useLiveStatus } from '@/contexts/live-context'
import { msg, t } from '@/lib/i18n'
import type { LiveStatus } from '@/lib/live'
import { cn } from '@/lib/utils'

const LOOK: Record<LiveStatus, { word: string; title: string; className: string }> = {
  live: { word: msg('Live'), title: msg('Everything here changes by itself'), className: 'text-available' },
  connecting: {
    word: msg('Connecting'),
    title: msg('Opening the event stream'),
    className: 'text-muted-foreground',
  },
  waiting: {
    word: msg('Reconnecting'),
    title: msg('The connection was lost. What you see may be old; nothing needs to be reloaded.'),
    className: 'text-suspended',
  },
  ended: {
    word: msg('Not live'),
    title: msg('The session has ended. Sign in again.'),
    className: 'text-faulted',
  },
}

/** Whether what is on the screen is current. The dot pulses only while it waits. */
export function LiveIndicator() {
  const status = useLiveStatus()
  const { word, title, className } = LOOK[status]
  const waits = status === 'connecting' || status === 'waiting'
  return (
    <span
      role="status"
      title={t(title)}
      className={cn('flex items-center gap-1.5 text-xs font-medium', className)}
    >
      <RadioIcon aria-hidden="true" className={cn('size-4', waits && 'animate-live')} />
      {t(word)}
    </span>
  )
}
