'use client'

import { useRef } from 'react'

/** What opened what is about to take the focus; a menu is gone by then, its button is not. */
function opener(): HTMLElement | null {
  const active = document.activeElement
  const menu = active?.closest('[role="menu"]')
  const button = menu && document.getElementById(menu.getAttribute('aria-labelledby') ?? '')
  return button ?? (active instanceof HTMLElement && active !== document.body ? active : null)
}

/**
 * Handlers for a dialog that gives the focus back to where it came from. Radix does so for its own trigger only; most
 * of ours are opened by the address. Where that is gone, as a deleted row is, the page goes on at its top.
 */
export function useReturnFocus({ onOpenAutoFocus, onCloseAutoFocus }: Handlers): Required<Handlers> {
  const from = useRef<HTMLElement | null>(null)
  return {
    onOpenAutoFocus: (event) => {
      from.current = opener()
      onOpenAutoFocus?.(event)
    },
    onCloseAutoFocus: (event) => {
      onCloseAutoFocus?.(event)
      if (event.defaultPrevented) return
      event.preventDefault()
      const back = from.current?.isConnected ? from.current : document.getElementById('main')
      back?.focus({ preventScroll: true })
    },
  }
}

interface Handlers {
  onOpenAutoFocus?: ((event: Event) => void) | undefined
  onCloseAutoFocus?: ((event: Event) => void) | undefined
}
