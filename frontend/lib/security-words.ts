import type { Status } from '@/components/status-badge'
import { msg, t } from '@/lib/i18n'
import type { ChargerCertificate } from '@/lib/types'

const PROFILE_MEANING: Record<number, string> = {
  0: msg('It proves itself by nothing: for private networks only.'),
  1: msg('It proves itself by its password. The connection itself need not be encrypted.'),
  2: msg('It proves itself by its password, on an encrypted connection only.'),
  3: msg('It proves itself by its own certificate, on an encrypted connection only.'),
}

/** What a security profile means, in a sentence. */
export function profileMeaning(profile: number): string {
  const meaning = PROFILE_MEANING[profile]
  return meaning ? t(meaning) : ''
}

/** How good a profile is, for bars and badges. */
export const PROFILE_STATUS: Record<number, Status> = {
  0: 'faulted',
  1: 'suspect',
  2: 'available',
  3: 'available',
}

/** Whether an unencrypted connection is enough for it. */
export const isWeak = (profile: number): boolean => profile < 2

interface Word {
  label: string
  status: Status
}

export const CERTIFICATE_STATES: Record<ChargerCertificate['state'], Word> = {
  requested: { label: msg('Requested'), status: 'in_progress' },
  signing: { label: msg('Being signed'), status: 'in_progress' },
  issued: { label: msg('On its way'), status: 'in_progress' },
  accepted: { label: msg('Taken, not used yet'), status: 'preparing' },
  in_use: { label: msg('In use'), status: 'available' },
  superseded: { label: msg('Replaced'), status: 'completed' },
  rejected: { label: msg('Rejected by the charger'), status: 'rejected' },
  failed: { label: msg('Failed'), status: 'failed' },
  revoked: { label: msg('Revoked'), status: 'revoked' },
}

/** Those that a charger may come in with. */
export const isUsable = ({ state }: Pick<ChargerCertificate, 'state'>): boolean =>
  state === 'issued' || state === 'accepted' || state === 'in_use'

const DAY = 86_400_000
export const SOON_DAYS = 30

/** Whole days until it is void; below zero when it is. Null where it was never signed. */
export function daysLeft({ not_after }: Pick<ChargerCertificate, 'not_after'>, now: number): number | null {
  return not_after === null ? null : Math.floor((Date.parse(not_after) - now) / DAY)
}

/** The whitepaper's list in plain words; shown with `t()`. A charger may tell others. */
export const EVENT_WORDS: Record<string, string> = msg({
  FirmwareUpdated: 'Its firmware was updated.',
  FailedToAuthenticateAtCentralSystem: 'It could not prove itself to this server.',
  CentralSystemFailedToAuthenticate: 'This server could not prove itself to it: look at its roots.',
  SettingSystemTime: 'Its clock was set by more than a little.',
  StartupOfTheDevice: 'It has started.',
  ResetOrReboot: 'It was restarted.',
  SecurityLogWasCleared: 'Its security log was cleared.',
  ReconfigurationOfSecurityParameters: 'Keys, certificates or its security profile were changed.',
  MemoryExhaustion: 'It ran out of memory.',
  InvalidMessages: 'It got messages that are not valid.',
  AttemptedReplayAttacks: 'It got messages that were sent before, as an attacker would.',
  TamperDetectionActivated: 'Its casing was opened or tampered with. Send somebody to look.',
  InvalidFirmwareSignature: 'A firmware’s signature was not valid: it did not install it.',
  InvalidFirmwareSigningCertificate: 'The certificate of a firmware’s signer was not valid.',
  InvalidCentralSystemCertificate: 'The certificate of this server was not valid to it.',
  InvalidChargePointCertificate: 'Its own certificate, or its request for one, was not valid.',
  InvalidTLSVersion: 'A TLS version was asked for that is too old.',
  InvalidTLSCipherSuite: 'No TLS cipher suite fitted both sides.',
})

export const EVENT_TYPES = Object.keys(EVENT_WORDS)
