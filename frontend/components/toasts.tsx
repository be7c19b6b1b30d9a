'use client'

import { useEffect, useState, useSyncExternalStore, type ComponentType } from 'react'

import { afterFirstLoad } from '@/lib/after-first-load'
import { areToastsWanted, onToastsWanted, wantToasts } from '@/lib/toast'

const RETRY_MS = 2_000

const load = () => import('@/components/ui/sonner').then(({ Toaster }) => Toaster)

/** Where messages appear; loaded with the first of them, or once the page is there. */
export function Toasts() {
  const wanted = useSyncExternalStore(onToastsWanted, areToastsWanted, () => false)
  const [Toaster, setToaster] = useState<ComponentType | null>(null)
  useEffect(() => afterFirstLoad(() => load().then(wantToasts)), [])
  useEffect(() => (wanted ? untilLoaded((loaded) => setToaster(() => loaded)) : undefined), [wanted])
  return Toaster && <Toaster />
}

/** The first message may well be that the network is gone, and then this cannot be had either: not yet. */
function untilLoaded(done: (Toaster: ComponentType) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const attempt = () => {
    load().then(done, () => {
      timer = setTimeout(attempt, RETRY_MS)
    })
  }
  attempt()
  return () => clearTimeout(timer)
}
