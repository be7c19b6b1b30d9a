import { AuthClient } from '@supabase/auth-js'

import { authOrigin } from '@/lib/config'
import type { PublicConfig } from '@/lib/types'

/** What the dashboard takes of supabase-js: accounts. Data come over our own API, so the rest would only be bytes. */
export interface Supabase {
  auth: InstanceType<typeof AuthClient>
}

let client: Supabase | undefined

/** One client per tab, made in the browser on first use: the address is only known from the configuration. */
export function getSupabase(config: Pick<PublicConfig, 'auth_url' | 'publishable_key'>): Supabase {
  client ??= { auth: makeAuth(new URL(authOrigin(config.auth_url)), config.publishable_key || 'embedded') }
  return client
}

/** As supabase-js makes it, with the same place in the browser's storage. */
function makeAuth(project: URL, key: string): Supabase['auth'] {
  return new AuthClient({
    url: `${project.href.replace(/\/$/, '')}/auth/v1`,
    headers: { Authorization: `Bearer ${key}`, apikey: key },
    storageKey: `sb-${project.hostname.split('.')[0] ?? ''}-auth-token`,
    flowType: 'pkce',
    persistSession: true,
    autoRefreshToken: true,
    detectSessionInUrl: true,
  })
}
