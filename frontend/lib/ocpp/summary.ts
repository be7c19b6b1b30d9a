import { formatRegister } from '@/lib/format'
import { msg, t } from '@/lib/i18n'
import { summarizeSamples } from '@/lib/ocpp/metering'
import { aimed } from '@/lib/ocpp/target'
import { listOf, numberOf, objectOf, textOf, type Payload } from '@/lib/ocpp/values'

export interface Summarized {
  action: string | null
  request: Payload | null
  /** The payload of the CALLRESULT; null while there is none. */
  response?: Payload | null
  /** Code of the CALLERROR that answered it. */
  errorCode?: string | null
  /** What the same connector said before, for a StatusNotification. */
  previousStatus?: string | null
}

type Write = (request: Payload, response: Payload, message: Summarized) => string

const connector = (request: Payload): string => {
  const number = numberOf(request['connectorId'])
  if (number === null) return t('A connector')
  return number === 0 ? t('Charger') : t('Connector {number}', { number })
}

const register = (value: unknown): string => {
  const number = numberOf(value)
  return number === null ? t('an unknown register') : formatRegister(number)
}

const tag = (request: Payload): string => textOf(request['idTag']) ?? t('no tag')

/** "Restarts the charger: Accepted". */
const answered = (line: string, word: unknown): string => {
  const status = textOf(word)
  return status ? `${line}: ${status}` : line
}

const requested = (request: Payload) => ({
  message: textOf(request['requestedMessage']) ?? t('a message'),
})

const keys = (request: Payload): string => {
  const names = listOf(request['key']).flatMap((name) => textOf(name) ?? [])
  if (names.length === 0) return t('all keys')
  return names.length > 3 ? t('{count} keys', { count: names.length }) : names.join(', ')
}

function statusNotification(request: Payload, _response: Payload, { previousStatus }: Summarized): string {
  const now = textOf(request['status']) ?? t('no status')
  const before = previousStatus && previousStatus !== now ? previousStatus : null
  const change = before ? t('{before} to {now}', { before, now }) : now
  const error = textOf(request['errorCode'])
  const fault = error && error !== 'NoError' ? `, ${error}` : ''
  return `${connector(request)}: ${change}${fault}`
}

function bootNotification(request: Payload, response: Payload): string {
  const names = ['chargePointVendor', 'chargePointModel'].flatMap((field) => textOf(request[field]) ?? [])
  const name = names.join(' ') || t('The charger')
  const firmware = textOf(request['firmwareVersion'])
  const line = firmware
    ? t('{name} has started, firmware {firmware}', { name, firmware })
    : t('{name} has started', { name })
  return answered(line, response['status'])
}

function startTransaction(request: Payload, response: Payload): string {
  const number = numberOf(response['transactionId'])
  const start = {
    connector: connector(request),
    tag: tag(request),
    register: register(request['meterStart']),
  }
  if (number === null) return t('{connector} starts with tag {tag} at {register}', start)
  const verdict = textOf(objectOf(response['idTagInfo'])['status'])
  const refused = verdict && verdict !== 'Accepted' ? `, ${verdict}` : ''
  const line = t('{connector} starts with tag {tag} at {register}: transaction {number}', {
    ...start,
    number,
  })
  return line + refused
}

function stopTransaction(request: Payload): string {
  return t('Transaction {number} ends at {register}, {reason}', {
    number: textOf(request['transactionId']) ?? '?',
    register: register(request['meterStop']),
    reason: textOf(request['reason']) ?? 'Local',
  })
}

function dataTransfer(request: Payload, response: Payload): string {
  const names = ['vendorId', 'messageId'].flatMap((field) => textOf(request[field]) ?? [])
  return answered(names.join(', ') || t('Data of no vendor'), response['status'])
}

const takesOut = aimed(
  msg('Takes the charger out of service'),
  msg('Takes connector {number} out of service'),
)
const putsInto = aimed(msg('Puts the charger into service'), msg('Puts connector {number} into service'))

function changeAvailability(request: Payload, response: Payload): string {
  const write = request['type'] === 'Inoperative' ? takesOut : putsInto
  return answered(write(request), response['status'])
}

function changeConfiguration(request: Payload, response: Payload): string {
  const key = textOf(request['key']) ?? t('a key')
  const value = textOf(request['value']) ?? t('nothing')
  return answered(t('Sets {key} to {value}', { key, value }), response['status'])
}

function getConfiguration(request: Payload, response: Payload): string {
  const known = listOf(response['configurationKey']).length
  const unknown = listOf(response['unknownKey']).length
  const values = { keys: keys(request), known, unknown }
  if (known + unknown === 0) return t('Asks for {keys}', values)
  return unknown > 0
    ? t('Asks for {keys}: {known} known, {unknown} unknown', values)
    : t('Asks for {keys}: {known} known', values)
}

function localListVersion(_request: Payload, response: Payload): string {
  return answered(t('Asks for the version of the local list'), numberOf(response['listVersion']))
}

const NOTIFIES =
  (what: string): Write =>
  (request) =>
    `${t(what)}: ${textOf(request['status']) ?? t('no status')}`

const SAYS =
  (line: string, values?: (request: Payload) => Record<string, string>): Write =>
  (request, response) =>
    answered(t(line, values?.(request)), response['status'])

const AIMED =
  (charger: string, connectors: string, values?: (request: Payload) => Record<string, string>): Write =>
  (request, response) =>
    answered(aimed(charger, connectors)(request, values?.(request)), response['status'])

/** Where a request without a connector says nothing about the charger either. */
const OF_CONNECTOR =
  (line: string, charger: string, connectors: string): Write =>
  (request, response) => {
    const write = numberOf(request['connectorId']) === null ? aimed(line, line) : aimed(charger, connectors)
    return answered(write(request, requested(request)), response['status'])
  }

const TRIGGERS = OF_CONNECTOR(
  msg('Asks for {message}'),
  msg('Asks for {message} of the charger'),
  msg('Asks for {message} of connector {number}'),
)

/** One line per Action, in words (who does what, and how it was answered). */
const WRITERS: Record<string, Write> = {
  Authorize: (request, response) =>
    answered(
      t('Asks whether tag {tag} may charge', { tag: tag(request) }),
      objectOf(response['idTagInfo'])['status'],
    ),
  BootNotification: bootNotification,
  DataTransfer: dataTransfer,
  DiagnosticsStatusNotification: NOTIFIES(msg('Diagnostics')),
  FirmwareStatusNotification: NOTIFIES(msg('Firmware')),
  Heartbeat: () => t('Asks for the time'),
  MeterValues: (request) => `${connector(request)}: ${summarizeSamples(request['meterValue'])}`,
  StartTransaction: startTransaction,
  StatusNotification: statusNotification,
  StopTransaction: stopTransaction,
  LogStatusNotification: NOTIFIES(msg('Log')),
  SecurityEventNotification: (request) => {
    const type = textOf(request['type'])
    return type ? t('Security event {type}', { type }) : t('Security event without a type')
  },
  SignCertificate: SAYS(msg('Asks for a certificate')),
  SignedFirmwareStatusNotification: NOTIFIES(msg('Firmware')),

  CancelReservation: SAYS(msg('Cancels reservation {number}'), (request) => ({
    number: textOf(request['reservationId']) ?? '?',
  })),
  ChangeAvailability: changeAvailability,
  ChangeConfiguration: changeConfiguration,
  ClearCache: SAYS(msg('Clears the charger’s memory of tags')),
  ClearChargingProfile: SAYS(msg('Clears charging profiles')),
  GetCompositeSchedule: OF_CONNECTOR(
    msg('Asks for the schedule'),
    msg('Asks for the schedule of the charger'),
    msg('Asks for the schedule of connector {number}'),
  ),
  GetConfiguration: getConfiguration,
  GetDiagnostics: SAYS(msg('Asks for diagnostics')),
  GetLocalListVersion: localListVersion,
  RemoteStartTransaction: AIMED(
    msg('Starts the charger with tag {tag}'),
    msg('Starts connector {number} with tag {tag}'),
    (request) => ({ tag: tag(request) }),
  ),
  RemoteStopTransaction: SAYS(msg('Stops transaction {number}'), (request) => ({
    number: textOf(request['transactionId']) ?? '?',
  })),
  ReserveNow: AIMED(
    msg('Reserves the charger for tag {tag}'),
    msg('Reserves connector {number} for tag {tag}'),
    (request) => ({ tag: tag(request) }),
  ),
  Reset: (request, response) =>
    answered(
      t(request['type'] === 'Hard' ? 'Restarts the charger hard' : 'Restarts the charger'),
      response['status'],
    ),
  SendLocalList: SAYS(msg('Sends local list, version {version}'), (request) => ({
    version: textOf(request['listVersion']) ?? '?',
  })),
  SetChargingProfile: OF_CONNECTOR(
    msg('Sets a charging profile'),
    msg('Sets a charging profile of the charger'),
    msg('Sets a charging profile of connector {number}'),
  ),
  TriggerMessage: TRIGGERS,
  UnlockConnector: AIMED(msg('Unlocks the charger'), msg('Unlocks connector {number}')),
  UpdateFirmware: () => t('Asks to install new firmware'),

  CertificateSigned: SAYS(msg('Hands over a certificate')),
  DeleteCertificate: SAYS(msg('Deletes a certificate')),
  ExtendedTriggerMessage: TRIGGERS,
  GetInstalledCertificateIds: SAYS(msg('Asks for the installed certificates')),
  GetLog: SAYS(msg('Asks for a log')),
  InstallCertificate: SAYS(msg('Installs a certificate')),
  SignedUpdateFirmware: SAYS(msg('Asks to install signed firmware')),
}

/** Every action of OCPP 1.6 and its security extension, by name. */
export const ACTIONS: string[] = Object.keys(WRITERS).sort()

/** An exchange in one line: "Connector 1: 86.1 kW, 219 A", "Sets HeartbeatInterval to 300: Accepted". */
export function summarize(message: Summarized): string {
  const { action, request, response, errorCode } = message
  const writer = action === null ? undefined : WRITERS[action]
  const line = writer
    ? writer(request ?? {}, response ?? {}, message)
    : t('An action that OCPP 1.6 does not have')
  return errorCode ? t('{line}: refused, {code}', { line, code: errorCode }) : line
}
