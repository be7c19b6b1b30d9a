'use client'

import { useEffect, useEffectEvent } from 'react'

const EDITABLE = 'input, textarea, select, [contenteditable="true"]'

interface Hotkey {
  key: string
  /** With ⌘ or Ctrl; such a key also works while typing. */
  meta?: boolean
}

export function useHotkey({ key, meta = false }: Hotkey, run: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== key || (event.metaKey || event.ctrlKey) !== meta) return
    if (!meta && event.target instanceof Element && event.target.closest(EDITABLE)) return
    event.preventDefault()
    run()
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
