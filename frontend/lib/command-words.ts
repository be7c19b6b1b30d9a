import { msg, t } from '@/lib/i18n'
import { aimed } from '@/lib/ocpp/target'
import { listOf, numberOf, textOf } from '@/lib/ocpp/values'
import { personName } from '@/lib/person'
import type { Command } from '@/lib/types'

type Request = Command['request']

const takeOut = aimed(msg('Take charger out of service'), msg('Take connector {number} out of service'))
const putInto = aimed(msg('Put charger into service'), msg('Put connector {number} into service'))

/** "HeartbeatInterval", "a new password": the key's value is a secret that is never shown. */
function setKey(request: Request): string {
  const key = textOf(request['key']) ?? t('a key')
  return key === 'AuthorizationKey'
    ? t('Set a new password')
    : t('Set {key} to {value}', { key, value: textOf(request['value']) ?? t('nothing') })
}

function startCharging(request: Request): string {
  const number = numberOf(request['connectorId'])
  return number === null ? t('Start charging') : t('Start charging, connector {number}', { number })
}

function readKeys(request: Request): string {
  const [first, ...more] = listOf(request['key'])
  const key = more.length > 0 ? null : textOf(first)
  return key ? t('Read {key}', { key }) : t('Read configuration')
}

const TITLES: Record<string, (request: Request) => string> = {
  RemoteStartTransaction: startCharging,
  RemoteStopTransaction: (request) =>
    t('Stop charging, transaction {number}', { number: textOf(request['transactionId']) ?? '?' }),
  Reset: (request) => t(request['type'] === 'Hard' ? 'Restart charger hard' : 'Restart charger'),
  UnlockConnector: aimed(msg('Unlock charger'), msg('Unlock connector {number}')),
  ChangeAvailability: (request) => (request['type'] === 'Inoperative' ? takeOut : putInto)(request),
  GetConfiguration: readKeys,
  ChangeConfiguration: setKey,
  ClearCache: () => t('Clear cache'),
  DataTransfer: (request) =>
    t('Send data to {vendor}', { vendor: textOf(request['vendorId']) ?? t('the vendor') }),
  TriggerMessage: (request) =>
    t('Ask for {message}', { message: textOf(request['requestedMessage']) ?? t('a message') }),
  SendLocalList: (request) =>
    t('Send local list, version {version}', { version: textOf(request['listVersion']) ?? '?' }),
  GetLocalListVersion: () => t('Ask for the local list’s version'),
  GetDiagnostics: () => t('Ask for diagnostics'),
  UpdateFirmware: () => t('Update firmware'),
  ReserveNow: aimed(msg('Reserve charger'), msg('Reserve connector {number}')),
  CancelReservation: (request) =>
    t('Cancel reservation {number}', { number: textOf(request['reservationId']) ?? '?' }),
  SetChargingProfile: aimed(
    msg('Set a charging profile, charger'),
    msg('Set a charging profile, connector {number}'),
  ),
  ClearChargingProfile: () => t('Clear charging profiles'),
  GetCompositeSchedule: aimed(
    msg('Ask for the schedule, charger'),
    msg('Ask for the schedule, connector {number}'),
  ),
}

/** Commands about firmware and security, which need no more than their name. */
const PLAIN: Record<string, string> = msg({
  CertificateSigned: 'Give it its new certificate',
  DeleteCertificate: 'Delete a root',
  GetInstalledCertificateIds: 'Ask which roots it trusts',
  GetLog: 'Ask for a log',
  InstallCertificate: 'Install a root',
  SignedUpdateFirmware: 'Update signed firmware',
})

function plainTitle(action: string, request: Request): string {
  const asked = textOf(request['requestedMessage'])
  if (asked === 'SignChargePointCertificate') return t('Have it ask for a certificate')
  if (asked) return t('Ask for {message}', { message: asked })
  const title = PLAIN[action]
  return title ? t(title) : action
}

/** A command as an operator would name it: "Start charging, connector 1". */
export function commandTitle({ action, request }: Pick<Command, 'action' | 'request'>): string {
  return TITLES[action]?.(request) ?? plainTitle(action, request)
}

/** Who asked: a person by the name in the address, anything else as it is. */
export function requester({ requested_by }: Pick<Command, 'requested_by'>): string {
  return requested_by.includes('@') ? personName(requested_by) : requested_by
}

/** What the charger's refusal means, and what to do next. */
const REFUSALS: Record<string, string> = msg({
  RemoteStartTransaction:
    'The connector may be in use, out of service or without a cable. Plug in first, then start again.',
  RemoteStopTransaction: 'It knows no such session. Close the record from the transaction’s page.',
  Reset: 'A session may be running. Stop it first, or restart hard.',
  UnlockConnector: 'Stop the session first, then unlock again.',
  ChangeAvailability: 'It keeps its state.',
  ChangeConfiguration: 'The value is not one that it takes, or the key can only be read.',
  ClearCache: 'It has no memory of tags, or could not clear it.',
})

export function refusalAdvice(action: string): string | null {
  const advice = REFUSALS[action]
  return advice ? t(advice) : null
}
