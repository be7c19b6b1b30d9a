'use client'

import { usePathname, useRouter } from 'next/navigation'
import { useEffect, type ReactNode } from 'react'

import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { FrameSkeleton } from '@/components/layout/frame-skeleton'
import { Button } from '@/components/ui/button'
import { useAuth } from '@/contexts/auth-context'
import { $api } from '@/lib/api'
import { ShieldIcon } from 'lucide-react'

/** Lets in who looks after chargers, sends strangers to sign-in and back again, and tells everyone else where they are. */
export function RouteGuard({ children }: { children: ReactNode }) {
  const { state } = useAuth()
  const router = useRouter()
  const pathname = usePathname()
  const signedOut = state.status === 'signed-out'

  useEffect(() => {
    if (!signedOut) return
    const next = pathname + window.location.search
    router.replace(next === '/' ? '/auth/sign-in' : `/auth/sign-in?next=${encodeURIComponent(next)}`)
  }, [signedOut, pathname, router])

  if (state.status !== 'signed-in') return <FrameSkeleton />
  return <NoDrivers>{children}</NoDrivers>
}

function NoDrivers({ children }: { children: ReactNode }) {
  const { signOut, state } = useAuth()
  const me = $api.useQuery('get', '/api/me', {}, { staleTime: Infinity })
  if (me.data && me.data.role !== 'user') return children
  if (me.isPending) return <FrameSkeleton />
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      {me.error ? (
        <ErrorState
          title="Your account could not be read"
          error={me.error}
          onRetry={() => void me.refetch()}
        />
      ) : (
        <EmptyState
          icon={ShieldIcon}
          title="This part is for those who run the chargers"
          action={
            <Button variant="outline" onClick={signOut}>
              Sign out
            </Button>
          }
        >
          You are signed in as {state.status === 'signed-in' ? state.email : 'a user'}. An administrator can
          give you access.
        </EmptyState>
      )}
    </main>
  )
}
