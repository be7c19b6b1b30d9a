'use client'

import { useSyncExternalStore } from 'react'

import { t } from '@/lib/i18n'

const never = () => () => undefined
const isApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent)

/** What the keyboard at hand calls a key with ⌘ or Ctrl. */
export function useShortcut(key: string): string {
  return useSyncExternalStore(never, isApple, () => true) ? `⌘${key}` : t('Ctrl {key}', { key })
}
