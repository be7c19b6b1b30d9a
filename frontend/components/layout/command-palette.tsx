'use client'

import dynamic from 'next/dynamic'
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'

import { afterFirstLoad, prepare } from '@/lib/after-first-load'
import { useHotkey } from '@/lib/use-hotkey'

const load = () => import('@/components/layout/palette')
const Palette = dynamic(load, { ssr: false })

interface CommandPalette {
  open: () => void
  /** Somebody is about to open it. */
  prepare: () => void
}

const PaletteContext = createContext<CommandPalette>({ open: () => undefined, prepare: () => undefined })

export const useCommandPalette = () => useContext(PaletteContext)

/** ⌘K from everywhere. What it opens is loaded when it is first wanted, or once the page is there. */
export function CommandPaletteProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(false)
  const [wanted, setWanted] = useState(false)
  if (shown && !wanted) setWanted(true)
  const palette = useMemo(() => ({ open: () => setShown(true), prepare: () => prepare(load) }), [])
  useHotkey({ key: 'k', meta: true }, () => setShown((old) => !old))
  useEffect(() => afterFirstLoad(load), [])
  return (
    <PaletteContext value={palette}>
      {children}
      {wanted && <Palette open={shown} onOpenChange={setShown} />}
    </PaletteContext>
  )
}
