'use client'

import type { Session } from '@supabase/auth-js'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'

import { useConfig } from '@/contexts/config-context'
import { connectAuth } from '@/lib/api'
import { t } from '@/lib/i18n'
import type { ApiError } from '@/lib/problem'
import { getSupabase, type Supabase } from '@/lib/supabase'
import { toast } from '@/lib/toast'
import { useMounted } from '@/lib/use-route-id'

export type AuthState =
  | { status: 'loading' }
  | { status: 'signed-out' }
  | { status: 'signed-in'; userId: string; email: string; name: string | null }

interface Auth {
  state: AuthState
  /** Null only while the state is loading. */
  supabase: Supabase | null
  signOut: () => Promise<void>
}

const AuthContext = createContext<Auth | null>(null)

/** The same whoever is signed in; all else was read as somebody. */
const ANYBODYS = new Set<unknown>(['config', 'link-session'])
const ofSomebody = {
  predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => !ANYBODYS.has(queryKey[0]),
}

const LOADING: AuthState = { status: 'loading' }

/** As useConfig, the first render of a component knows nobody yet. */
export function useAuth(): Auth {
  const auth = useContext(AuthContext)
  const mounted = useMounted()
  if (!auth) throw new Error('useAuth belongs inside <AuthProvider>')
  return mounted ? auth : { ...auth, state: LOADING, supabase: null }
}

function toState(session: Session | null): AuthState {
  if (!session) return { status: 'signed-out' }
  const { id, email, user_metadata } = session.user
  const name: unknown = user_metadata['name']
  return { status: 'signed-in', userId: id, email: email ?? '', name: typeof name === 'string' ? name : null }
}

/** A refused token (signed out elsewhere, session revoked, banned) ends the session in this browser too, and says so. */
async function leave(supabase: Supabase, error: ApiError) {
  const { data } = await supabase.auth.getSession()
  if (!data.session) return
  if (error.problem.code === 'user_banned') {
    toast.error(t('This account is banned. An administrator can let you in again.'), { id: 'refused' })
  } else {
    toast.error(t('You have been signed out.'), {
      id: 'refused',
      description: t(
        'This happens when your role or password is changed, or when you sign out everywhere. Sign in again to go on.',
      ),
    })
  }
  await supabase.auth.signOut({ scope: 'local' })
}

export function AuthProvider({ children }: { children: ReactNode }) {
  const config = useConfig()
  const queryClient = useQueryClient()
  const [state, setState] = useState<AuthState>(LOADING)
  // The configuration is fetched in the browser only, so that the client is never made on the server.
  const supabase = useMemo(() => (config ? getSupabase(config) : null), [config])

  useEffect(() => {
    if (!supabase) return
    connectAuth(
      async () => (await supabase.auth.getSession()).data.session?.access_token ?? null,
      (error) => void leave(supabase, error),
    )
    let person: string | undefined
    const { data } = supabase.auth.onAuthStateChange((event, session) => {
      if (event === 'SIGNED_OUT') queryClient.removeQueries(ofSomebody)
      // Another person, by a link in a letter or in another tab.
      else if (person && session && person !== session.user.id) void queryClient.resetQueries(ofSomebody)
      person = session?.user.id
      setState((old) => (event === 'TOKEN_REFRESHED' && old.status === 'signed-in' ? old : toState(session)))
    })
    return () => data.subscription.unsubscribe()
  }, [supabase, queryClient])

  const auth = useMemo<Auth>(
    () => ({
      state,
      supabase,
      signOut: async () => {
        await supabase?.auth.signOut({ scope: 'local' })
      },
    }),
    [state, supabase],
  )
  return <AuthContext.Provider value={auth}>{children}</AuthContext.Provider>
}
