'use client'

import { useEffect, useEffectEvent } from 'react'

const EDITABLE = 'input:not([type=checkbox]), textarea, select, [contenteditable="true"]'
// What lies above the page has its own keys: arrows walk a menu, not the rows behind it.
const ABOVE = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'

interface Hotkey {
  key: string
  /** With ⌘ or Ctrl; such a key also works while typing. */
  meta?: boolean
}

/** Null leaves the key to others. */
export function useHotkey({ key, meta = false }: Hotkey, run: (() => void) | null): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!run || event.key.toLowerCase() !== key || (event.metaKey || event.ctrlKey) !== meta) return
    if (!meta && event.defaultPrevented) return
    if (!meta && event.target instanceof Element && event.target.closest(`${EDITABLE}, ${ABOVE}`)) return
    event.preventDefault()
    run()
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
