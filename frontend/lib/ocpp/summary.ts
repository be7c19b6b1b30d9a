import { formatRegister } from '@/lib/format'
import { summarizeSamples } from '@/lib/ocpp/metering'
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
  return number === 0 ? 'Charger' : number === null ? 'A connector' : `Connector ${number}`
}

const ofConnector = (request: Payload): string => {
  const number = numberOf(request['connectorId'])
  if (number === null) return ''
  return number === 0 ? ' of the charger' : ` of connector ${number}`
}

const thing = (request: Payload): string => {
  const number = numberOf(request['connectorId'])
  return number === 0 || number === null ? 'the charger' : `connector ${number}`
}

const register = (value: unknown): string => {
  const number = numberOf(value)
  return number === null ? 'an unknown register' : formatRegister(number)
}

const tag = (request: Payload): string => textOf(request['idTag']) ?? 'no tag'

/** What a StartTransaction or Authorize was told about the tag. */
const verdict = (response: Payload): string => {
  const status = textOf(objectOf(response['idTagInfo'])['status'])
  return status ? `: ${status}` : ''
}

const status = (response: Payload): string => {
  const word = textOf(response['status'])
  return word ? `: ${word}` : ''
}

const keys = (request: Payload): string => {
  const names = listOf(request['key']).flatMap((name) => textOf(name) ?? [])
  if (names.length === 0) return 'all keys'
  return names.length > 3 ? `${names.length} keys` : names.join(', ')
}

function statusNotification(request: Payload, _response: Payload, { previousStatus }: Summarized): string {
  const now = textOf(request['status']) ?? 'no status'
  const change = previousStatus && previousStatus !== now ? `${previousStatus} to ${now}` : now
  const error = textOf(request['errorCode'])
  const fault = error && error !== 'NoError' ? `, ${error}` : ''
  return `${connector(request)}: ${change}${fault}`
}

function bootNotification(request: Payload, response: Payload): string {
  const name = ['chargePointVendor', 'chargePointModel'].flatMap((field) => textOf(request[field]) ?? [])
  const firmware = textOf(request['firmwareVersion'])
  const what = `${name.join(' ') || 'The charger'} has started${firmware ? `, firmware ${firmware}` : ''}`
  return what + status(response)
}

function startTransaction(request: Payload, response: Payload): string {
  const number = numberOf(response['transactionId'])
  const start = `${connector(request)} starts with tag ${tag(request)} at ${register(request['meterStart'])}`
  if (number === null) return start
  const verdictOf = textOf(objectOf(response['idTagInfo'])['status'])
  const refused = verdictOf && verdictOf !== 'Accepted' ? `, ${verdictOf}` : ''
  return `${start}: transaction ${number}${refused}`
}

function stopTransaction(request: Payload): string {
  const reason = textOf(request['reason']) ?? 'Local'
  return `Transaction ${textOf(request['transactionId']) ?? '?'} ends at ${register(request['meterStop'])}, ${reason}`
}

function dataTransfer(request: Payload, response: Payload): string {
  const names = ['vendorId', 'messageId'].flatMap((field) => textOf(request[field]) ?? [])
  return (names.join(', ') || 'Data of no vendor') + status(response)
}

function changeAvailability(request: Payload, response: Payload): string {
  const out = request['type'] === 'Inoperative'
  return `${out ? 'Takes' : 'Puts'} ${thing(request)} ${out ? 'out of' : 'into'} service${status(response)}`
}

function changeConfiguration(request: Payload, response: Payload): string {
  const key = textOf(request['key']) ?? 'a key'
  return `Sets ${key} to ${textOf(request['value']) ?? 'nothing'}${status(response)}`
}

function getConfiguration(request: Payload, response: Payload): string {
  const found = listOf(response['configurationKey']).length
  const unknown = listOf(response['unknownKey']).length
  if (found + unknown === 0) return `Asks for ${keys(request)}`
  return `Asks for ${keys(request)}: ${found} known${unknown ? `, ${unknown} unknown` : ''}`
}

const NOTIFIES =
  (what: string): Write =>
  (request) =>
    `${what}: ${textOf(request['status']) ?? 'no status'}`
const SAYS =
  (what: string): Write =>
  (_request, response) =>
    what + status(response)

/** One line per Action, in words (who does what, and how it was answered). */
const WRITERS: Record<string, Write> = {
  Authorize: (request, response) => `Asks whether tag ${tag(request)} may charge${verdict(response)}`,
  BootNotification: bootNotification,
  DataTransfer: dataTransfer,
  DiagnosticsStatusNotification: NOTIFIES('Diagnostics'),
  FirmwareStatusNotification: NOTIFIES('Firmware'),
  Heartbeat: () => 'Asks for the time',
  MeterValues: (request) => `${connector(request)}: ${summarizeSamples(request['meterValue'])}`,
  StartTransaction: startTransaction,
  StatusNotification: statusNotification,
  StopTransaction: stopTransaction,
  LogStatusNotification: NOTIFIES('Log'),
  SecurityEventNotification: (request) => `Security event ${textOf(request['type']) ?? 'without a type'}`,
  SignCertificate: SAYS('Asks for a certificate'),
  SignedFirmwareStatusNotification: NOTIFIES('Firmware'),

  CancelReservation: (request, response) =>
    `Cancels reservation ${textOf(request['reservationId']) ?? '?'}${status(response)}`,
  ChangeAvailability: changeAvailability,
  ChangeConfiguration: changeConfiguration,
  ClearCache: SAYS('Clears the charger’s memory of tags'),
  ClearChargingProfile: SAYS('Clears charging profiles'),
  GetCompositeSchedule: (request, response) =>
    `Asks for the schedule${ofConnector(request)}${status(response)}`,
  GetConfiguration: getConfiguration,
  GetDiagnostics: SAYS('Asks for diagnostics'),
  GetLocalListVersion: (_request, response) => {
    const version = numberOf(response['listVersion'])
    return `Asks for the version of the local list${version === null ? '' : `: ${version}`}`
  },
  RemoteStartTransaction: (request, response) =>
    `Starts ${thing(request)} with tag ${tag(request)}${status(response)}`,
  RemoteStopTransaction: (request, response) =>
    `Stops transaction ${textOf(request['transactionId']) ?? '?'}${status(response)}`,
  ReserveNow: (request, response) => `Reserves ${thing(request)} for tag ${tag(request)}${status(response)}`,
  Reset: (request, response) =>
    `Restarts the charger${request['type'] === 'Hard' ? ' hard' : ''}${status(response)}`,
  SendLocalList: (request, response) =>
    `Sends local list, version ${textOf(request['listVersion']) ?? '?'}${status(response)}`,
  SetChargingProfile: (request, response) =>
    `Sets a charging profile${ofConnector(request)}${status(response)}`,
  TriggerMessage: (request, response) =>
    `Asks for ${textOf(request['requestedMessage']) ?? 'a message'}${ofConnector(request)}${status(response)}`,
  UnlockConnector: (request, response) => `Unlocks ${thing(request)}${status(response)}`,
  UpdateFirmware: () => 'Asks to install new firmware',

  CertificateSigned: SAYS('Hands over a certificate'),
  DeleteCertificate: SAYS('Deletes a certificate'),
  ExtendedTriggerMessage: (request, response) =>
    `Asks for ${textOf(request['requestedMessage']) ?? 'a message'}${ofConnector(request)}${status(response)}`,
  GetInstalledCertificateIds: SAYS('Asks for the installed certificates'),
  GetLog: SAYS('Asks for a log'),
  InstallCertificate: SAYS('Installs a certificate'),
  SignedUpdateFirmware: SAYS('Asks to install signed firmware'),
}

/** Every action of OCPP 1.6 and its security extension, by name. */
export const ACTIONS: string[] = Object.keys(WRITERS).sort()

/** An exchange in one line: "Connector 1: 86.1 kW, 219 A", "Sets HeartbeatInterval to 300: Accepted". */
export function summarize(message: Summarized): string {
  const { action, request, response, errorCode } = message
  const writer = action === null ? undefined : WRITERS[action]
  const line = writer
    ? writer(request ?? {}, response ?? {}, message)
    : 'An action that OCPP 1.6 does not have'
  return errorCode ? `${line}: refused, ${errorCode}` : line
}
