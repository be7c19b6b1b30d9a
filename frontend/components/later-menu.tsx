'use client'

import { Slot } from 'radix-ui'
import { Suspense, useEffect, useState, type KeyboardEvent, type ReactElement, type ReactNode } from 'react'

import { afterFirstLoad, prepare } from '@/lib/after-first-load'

interface LaterMenuProps {
  /** Loads the menu. */
  load: () => Promise<unknown>
  button: ReactElement
  /** What opens, for a screen reader. */
  popup?: 'menu' | 'dialog'
  /** The loaded menu (`lazy(load)`) around its button. It begins open. */
  children: (button: ReactElement) => ReactNode
}

/**
 * A menu that is loaded when somebody is about to open it, or once the page is there. Until it is opened its button
 * stands alone and looks and speaks as it will later.
 */
export function LaterMenu({ load, button, popup = 'menu', children }: LaterMenuProps) {
  const [opened, setOpened] = useState(false)
  useEffect(() => afterFirstLoad(load), [load])
  const ready = () => prepare(load)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return
    event.preventDefault()
    setOpened(true)
  }
  const alone = (
    <Slot.Root
      aria-haspopup={popup}
      aria-expanded={false}
      data-state="closed"
      onPointerEnter={ready}
      onFocus={ready}
      onKeyDown={onKeyDown}
      onClick={() => setOpened(true)}
    >
      {button}
    </Slot.Root>
  )
  if (!opened) return alone
  return <Suspense fallback={alone}>{children(button)}</Suspense>
}
