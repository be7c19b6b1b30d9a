import { describe, expect, it } from 'vitest'

import { isAboutSecurity } from '@/components/security/security-commands'
import { byEnd, daysLeft, runsOutSoon } from '@/lib/security-words'
import type { ChargerCertificate } from '@/lib/types'

const NOW = Date.parse('2026-11-19T12:00:00Z')
const ending = (not_after: string | null, state: ChargerCertificate['state'] = 'in_use') =>
  ({ not_after, state }) as ChargerCertificate

it.each([
  ['2026-11-19T11:00:00Z', -1],
  ['2026-11-20T11:00:00Z', 0],
  ['2026-11-24T12:00:00Z', 5],
  [null, null],
])('%s is %s days away', (not_after, days) => expect(daysLeft({ not_after }, NOW)).toBe(days))

describe('a certificate runs out soon', () => {
  it('within 30 days', () => {
    expect(runsOutSoon(ending('2026-12-01T00:00:00Z'), NOW)).toBe(true)
    expect(runsOutSoon(ending('2027-12-01T00:00:00Z'), NOW)).toBe(false)
  })
  it('only while it counts', () =>
    expect(runsOutSoon(ending('2026-12-01T00:00:00Z', 'revoked'), NOW)).toBe(false))
  it('and stands above those that end later or were never signed', () => {
    const [never, late, soon] = [ending(null), ending('2028-01-01T00:00:00Z'), ending('2026-12-01T00:00:00Z')]
    expect([never, late, soon].sort(byEnd)).toEqual([soon, late, never])
  })
})

it.each([
  ['ChangeConfiguration', { key: 'AuthorizationKey' }, true],
  ['ChangeConfiguration', { key: 'HeartbeatInterval' }, false],
  ['ExtendedTriggerMessage', { requestedMessage: 'SignChargePointCertificate' }, true],
  ['ExtendedTriggerMessage', { requestedMessage: 'Heartbeat' }, false],
  ['InstallCertificate', {}, true],
  ['Reset', {}, false],
])('%s %j is about security: %s', (action, request, about) =>
  expect(isAboutSecurity({ action, request })).toBe(about),
)
