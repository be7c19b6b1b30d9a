import type { Status } from '@/components/status-badge'
import { msg } from '@/lib/i18n'
import type { ApiKey } from '@/lib/types'

/** What a key may, where it is chosen and where it is read. */
export const SCOPES = [
  {
    value: 'read',
    label: msg('Read'),
    detail: msg('Looks, as a viewer does. Right for reports and billing.'),
  },
  {
    value: 'full',
    label: msg('Full'),
    detail: msg('Also sends commands and changes chargers, stations and cards, as an operator does.'),
  },
] as const satisfies { value: ApiKey['scope']; label: string; detail: string }[]

export const SCOPE_WORDS: Record<ApiKey['scope'], string> = msg({
  read: 'Read',
  full: 'Full',
})

export function apiKeyStatus(
  { revoked_at, expires_at }: Pick<ApiKey, 'revoked_at' | 'expires_at'>,
  now: number,
): Extract<Status, 'active' | 'expired' | 'revoked'> {
  if (revoked_at) return 'revoked'
  return expires_at && Date.parse(expires_at) <= now ? 'expired' : 'active'
}

/** A first request that works as it stands. */
export const curlLine = (origin: string, key: string): string =>
  `curl ${origin}/api/admin/chargers -H "X-API-Key: ${key}"`
