import { expect, it } from 'vitest'

import { isAboutSecurity } from '@/components/security/security-commands'
import { daysLeft } from '@/lib/security-words'

const NOW = Date.parse('2026-11-19T12:00:00Z')

it.each([
  ['2026-11-19T11:00:00Z', -1],
  ['2026-11-20T11:00:00Z', 0],
  ['2026-11-24T12:00:00Z', 5],
  [null, null],
])('%s is %s days away', (not_after, days) => expect(daysLeft({ not_after }, NOW)).toBe(days))

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
