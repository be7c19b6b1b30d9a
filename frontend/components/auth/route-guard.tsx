'use client'

import { usePathname, useRouter } from 'next/navigation'
import { useEffect, type ReactNode } from 'react'

import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { FrameSkeleton } from '@/components/layout/frame-skeleton'
import { Button } from '@/components/ui/button'
import { useAuth } from '@/contexts/auth-context'
import { t } from '@/lib/i18n'
import { linkTokens } from '@/lib/link-session'
import { useMe } from '@/lib/rights'
import { withNext } from '@/lib/safe-next'
import { ShieldIcon } from 'lucide-react'
import Link from 'next/link'

/** Lets in who looks after chargers, sends strangers to sign-in and back again, and drivers to their own pages. */
export function RouteGuard({ children }: { children: ReactNode }) {
  return (
    <SignedIn>
      <NoDrivers>{children}</NoDrivers>
    </SignedIn>
  )
}

/** Lets in everybody who has an account; children may rely on knowing who it is. */
export function SignedIn({ children }: { children: ReactNode }) {
  const { state } = useAuth()
  const router = useRouter()
  const pathname = usePathname()
  const signedOut = state.status === 'signed-out'

  useEffect(() => {
    if (!signedOut) return
    // An invitation out of Supabase's own pages leads to the address of the dashboard.
    if (linkTokens(window.location.hash)) {
      router.replace(`/auth/new-password${window.location.hash}`)
      return
    }
    const next = pathname + window.location.search
    router.replace(withNext('/auth/sign-in', next === '/' ? null : next))
  }, [signedOut, pathname, router])

  if (state.status !== 'signed-in') return <FrameSkeleton />
  return <Known>{children}</Known>
}

function Known({ children }: { children: ReactNode }) {
  const me = useMe()
  if (me.data) return children
  if (me.isPending) return <FrameSkeleton />
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <ErrorState
        title={t('Your account could not be read')}
        error={me.error}
        onRetry={() => void me.refetch()}
      />
    </main>
  )
}

/** A driver who signs in comes to `/` and is led on; one who follows a link to somewhere else is told. */
function NoDrivers({ children }: { children: ReactNode }) {
  const { data: me } = useMe()
  const router = useRouter()
  const pathname = usePathname()
  const driver = me !== undefined && !me.rights.includes('view')
  const home = driver && pathname === '/'

  useEffect(() => {
    if (home) router.replace('/me')
  }, [home, router])

  if (!driver) return children
  if (home) return <FrameSkeleton />
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <EmptyState
        icon={ShieldIcon}
        title={t('This part is for those who run the chargers')}
        action={
          <Button asChild>
            <Link href="/me">{t('Go to my charging')}</Link>
          </Button>
        }
      >
        {t('You are signed in as {email}. An administrator can give you access.', { email: me.email })}
      </EmptyState>
    </main>
  )
}
