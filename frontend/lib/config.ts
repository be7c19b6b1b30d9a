import { t } from '@/lib/i18n'
import type { PublicConfig } from '@/lib/types'

/** Base of every request: '' = the origin that served the dashboard. */
export const API_BASE = (process.env.NEXT_PUBLIC_API_URL ?? '').replace(/\/+$/, '')

const SUPABASE_URL = process.env.NEXT_PUBLIC_SUPABASE_URL ?? ''
const SUPABASE_ANON_KEY = process.env.NEXT_PUBLIC_SUPABASE_ANON_KEY ?? ''

/** Reads what the dashboard must know before sign-in; a build therefore fits every server. */
export async function fetchConfig(signal?: AbortSignal): Promise<PublicConfig> {
  const response = await fetch(`${API_BASE}/api/v1/config`, { signal: signal ?? null })
  if (!response.ok)
    throw new Error(
      t('The server answered {status} instead of its configuration', { status: response.status }),
    )
  const config = (await response.json()) as PublicConfig
  if (!SUPABASE_URL) return config
  return { ...config, auth_url: SUPABASE_URL, publishable_key: SUPABASE_ANON_KEY }
}

/** The server as a browser (or a charger) reaches it: scheme, host and port. */
export function serverOrigin(): string {
  return API_BASE || window.location.origin
}

/** The address of a Supabase project, without `/auth/v1`; one relative to the server becomes absolute. */
export function authOrigin(authUrl: string): string {
  const base = authUrl.replace(/\/+$/, '').replace(/\/auth\/v1$/, '')
  return new URL(base || '/', serverOrigin()).toString().replace(/\/+$/, '')
}

/** Whether accounts are kept by Supabase: then nobody is added or invited here. */
export const accountsElsewhere = (config: Pick<PublicConfig, 'auth_url'> | null): boolean =>
  config !== null && !config.auth_url.startsWith('/')

/** Where a charger calls: `ws(s)://host:port/ocpp/{charge_point_id}`. */
export function chargePointAddress(chargePointId: string, config: Pick<PublicConfig, 'ocpp_url'>): string {
  return `${config.ocpp_url.replace(/\/+$/, '')}/${encodeURIComponent(chargePointId)}`
}
