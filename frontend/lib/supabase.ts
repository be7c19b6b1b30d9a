import { createClient, type SupabaseClient } from '@supabase/supabase-js'

import { authOrigin } from '@/lib/config'
import type { PublicConfig } from '@/lib/types'

let client: SupabaseClient | undefined

/** One client per tab, made in the browser on first use: the address is only known from the configuration. */
export function getSupabase(config: Pick<PublicConfig, 'auth_url' | 'publishable_key'>): SupabaseClient {
  client ??= createClient(authOrigin(config.auth_url), config.publishable_key || 'embedded', {
    auth: { flowType: 'pkce', persistSession: true, autoRefreshToken: true, detectSessionInUrl: true },
  })
  return client
}
