import { msg, t } from '@/lib/i18n'
import { personName } from '@/lib/person'
import { listOf, numberOf, textOf } from '@/lib/ocpp/values'
import type { Command } from '@/lib/types'

type Request = Command['request']

const connector = (request: Request): string => {
  const number = numberOf(request['connectorId'])
  return number === null || number === 0 ? 'charger' : `connector ${number}`
}

/** "HeartbeatInterval", "a new password": the key's value is a secret that is never shown. */
function setKey(request: Request): string {
  const key = textOf(request['key']) ?? 'a key'
  return key === 'AuthorizationKey'
    ? 'Set a new password'
    : `Set ${key} to ${textOf(request['value']) ?? 'nothing'}`
}

function startCharging(request: Request): string {
  const number = numberOf(request['connectorId'])
  return number === null ? 'Start charging' : `Start charging, connector ${number}`
}

function readKeys(request: Request): string {
  const [first, ...more] = listOf(request['key'])
  return first === undefined || more.length > 0
    ? 'Read configuration'
    : `Read ${textOf(first) ?? 'configuration'}`
}

const TITLES: Record<string, (request: Request) => string> = {
  RemoteStartTransaction: startCharging,
  RemoteStopTransaction: (request) => `Stop charging, transaction ${textOf(request['transactionId']) ?? '?'}`,
  Reset: (request) => (request['type'] === 'Hard' ? 'Restart charger hard' : 'Restart charger'),
  UnlockConnector: (request) => `Unlock ${connector(request)}`,
  ChangeAvailability: (request) =>
    request['type'] === 'Inoperative'
      ? `Take ${connector(request)} out of service`
      : `Put ${connector(request)} into service`,
  GetConfiguration: readKeys,
  ChangeConfiguration: setKey,
  ClearCache: () => 'Clear cache',
  DataTransfer: (request) => `Send data to ${textOf(request['vendorId']) ?? 'the vendor'}`,
  TriggerMessage: (request) => `Ask for ${textOf(request['requestedMessage']) ?? 'a message'}`,
  SendLocalList: (request) => `Send local list, version ${textOf(request['listVersion']) ?? '?'}`,
  GetLocalListVersion: () => 'Ask for the local list’s version',
  GetDiagnostics: () => 'Ask for diagnostics',
  UpdateFirmware: () => 'Update firmware',
  ReserveNow: (request) => `Reserve ${connector(request)}`,
  CancelReservation: (request) => `Cancel reservation ${textOf(request['reservationId']) ?? '?'}`,
  SetChargingProfile: (request) => `Set a charging profile, ${connector(request)}`,
  ClearChargingProfile: () => 'Clear charging profiles',
  GetCompositeSchedule: (request) => `Ask for the schedule, ${connector(request)}`,
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
const REFUSALS: Record<string, string> = {
  RemoteStartTransaction:
    'The connector may be in use, out of service or without a cable. Plug in first, then start again.',
  RemoteStopTransaction: 'It knows no such session. Close the record from the transaction’s page.',
  Reset: 'A session may be running. Stop it first, or restart hard.',
  UnlockConnector: 'Stop the session first, then unlock again.',
  ChangeAvailability: 'It keeps its state.',
  ChangeConfiguration: 'The value is not one that it takes, or the key can only be read.',
  ClearCache: 'It has no memory of tags, or could not clear it.',
}

export const refusalAdvice = (action: string): string | null => REFUSALS[action] ?? null
