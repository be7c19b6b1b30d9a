'use client'

import dynamic from 'next/dynamic'
import { useEffect, useSyncExternalStore } from 'react'

import { afterFirstLoad } from '@/lib/after-first-load'
import { areToastsWanted, onToastsWanted, wantToasts } from '@/lib/toast'

const load = () => import('@/components/ui/sonner').then(({ Toaster }) => Toaster)
const Toaster = dynamic(load, { ssr: false })

/** Where messages appear; loaded with the first of them, or once the page is there. */
export function Toasts() {
  const wanted = useSyncExternalStore(onToastsWanted, areToastsWanted, () => false)
  useEffect(() => afterFirstLoad(() => load().then(wantToasts)), [])
  return wanted && <Toaster />
}
