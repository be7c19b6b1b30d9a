'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

import { useAuth } from '@/contexts/auth-context'
import { safeNext } from '@/lib/safe-next'

/** Leads on whoever is signed in, or has just become so; true while it does. */
export function useOnwards(next: string | null = null): boolean {
  const { state } = useAuth()
  const router = useRouter()
  const signedIn = state.status === 'signed-in'

  useEffect(() => {
    if (signedIn) router.replace(safeNext(next))
  }, [signedIn, next, router])

  return signedIn
}
