import { formatDuration } from '@/lib/format'
import { msg, t } from '@/lib/i18n'
import { explainSample } from '@/lib/ocpp/metering'
import { PROFILE_WORDS } from '@/lib/ocpp/profile-words'
import { isObject, listOf, numberOf, textOf } from '@/lib/ocpp/values'
import { COMMAND_STATUS } from '@/lib/ocpp/answer-words'
import { count, meter, TAG_STATUS, time, words, type FieldWords } from '@/lib/ocpp/word-makers'

const interval: FieldWords = (value) => {
  const number = numberOf(value)
  return number === null
    ? t('How often a heartbeat comes')
    : t('A heartbeat every {time}', { time: formatDuration(number) })
}

const SAMPLES = count(msg('{count, plural, one {One sample} other {# samples}}'))
const SETS = count(msg('{count, plural, one {One set of samples} other {# sets of samples}}'))
const SETTINGS = count(msg('{count, plural, one {One setting} other {# settings}}'))

const sample: FieldWords = (value) => (isObject(value) ? explainSample(value) : t('A sample'))

export const CONNECTOR_STATUS: Record<string, string> = msg({
  Available: 'Free for a new driver',
  Preparing: 'A cable is plugged in or a tag presented, nothing flows yet',
  Charging: 'Energy flows',
  SuspendedEV: 'Ready to charge, the car takes nothing',
  SuspendedEVSE: 'The charger holds the energy back',
  Finishing: 'The session has ended, the cable is still in',
  Reserved: 'Kept for one tag',
  Unavailable: 'Out of service',
  Faulted: 'Broken, no session can start',
})

export const ERROR_CODES: Record<string, string> = msg({
  NoError: 'Nothing is wrong',
  ConnectorLockFailure: 'The connector cannot be locked or unlocked',
  EVCommunicationError: 'The car does not talk to the charger',
  GroundFailure: 'Leakage current found',
  HighTemperature: 'Too hot inside the charger',
  InternalError: 'Something inside the charger failed',
  LocalListConflict: 'Our answer about a tag differs from its local list',
  OtherError: 'Another error, named by the vendor’s code',
  OverCurrentFailure: 'Too much current',
  OverVoltage: 'The voltage is too high',
  PowerMeterFailure: 'The power meter cannot be read',
  PowerSwitchFailure: 'The power switch does not obey',
  ReaderFailure: 'The card reader does not work',
  ResetFailure: 'A restart failed',
  UnderVoltage: 'The voltage is too low',
  WeakSignal: 'The wireless signal is weak',
})

export const STOP_REASONS: Record<string, string> = msg({
  EmergencyStop: 'The emergency button was pressed',
  EVDisconnected: 'The cable was pulled',
  HardReset: 'A hard restart',
  Local: 'The driver stopped it at the charger',
  Other: 'Another reason',
  PowerLoss: 'The power went out',
  Reboot: 'The charger restarted by itself',
  Remote: 'Stopped from here',
  SoftReset: 'A restart was asked for',
  UnlockCommand: 'The connector was unlocked from here',
  DeAuthorized: 'The tag was not accepted',
})

const TAG: FieldWords = msg('The tag that was presented')
const PARENT: FieldWords = msg('The group of the tag')
const RESERVATION: FieldWords = msg('The reservation that it uses up')

/** Fields that mean the same wherever they occur. */
const COMMON: Record<string, FieldWords> = {
  connectorId: (value) => {
    const number = numberOf(value)
    return number === 0 ? t('The charger as a whole') : t('Connector {number}', { number: number ?? '?' })
  },
  idTag: TAG,
  parentIdTag: PARENT,
  timestamp: time,
  transactionId: (value) =>
    numberOf(value) === -1
      ? t('The charger never learned the transaction’s number')
      : t('The transaction’s number'),
  idTagInfo: msg('What we say about the tag'),
  'idTagInfo.status': TAG_STATUS,
  'idTagInfo.expiryDate': msg('The charger may trust this answer until then'),
  'idTagInfo.parentIdTag': PARENT,
  currentTime: msg('Our clock: the charger sets its own by it'),
  status: words(COMMAND_STATUS, msg('How it was answered')),
  reservationId: msg('The reservation’s number'),
  meterValue: SETS,
  'meterValue[]': msg('Samples of one moment'),
  'meterValue[].timestamp': time,
  'meterValue[].sampledValue': SAMPLES,
  'meterValue[].sampledValue[]': sample,
  transactionData: SETS,
  'transactionData[]': msg('Samples of one moment of the session'),
  'transactionData[].timestamp': time,
  'transactionData[].sampledValue': SAMPLES,
  'transactionData[].sampledValue[]': sample,
  code: msg('The kind of error, in OCPP’s words'),
  description: msg('What the other side says about it'),
  details: msg('More about the error'),
}

/** Fields that mean something particular in one message; `.conf` marks its answer. */
const SPECIAL: Record<string, Record<string, FieldWords>> = {
  Authorize: { idTag: msg('The tag that asks to charge') },
  BootNotification: {
    chargePointVendor: msg('Who built the charger'),
    chargePointModel: msg('Its model'),
    chargePointSerialNumber: msg('Its serial number'),
    chargeBoxSerialNumber: msg('An older field for the serial number of the box'),
    firmwareVersion: msg('The firmware that runs on it'),
    iccid: msg('The number of its SIM card'),
    imsi: msg('The subscription of its SIM card'),
    meterType: msg('The kind of its main meter'),
    meterSerialNumber: msg('The serial number of its main meter'),
  },
  'BootNotification.conf': {
    status: words(
      msg({
        Accepted: 'The charger may work',
        Pending: 'We want to set it up first',
        Rejected: 'The charger must not work here yet',
      }),
    ),
    interval: interval,
  },
  ChangeAvailability: {
    type: words(msg({ Inoperative: 'Out of service', Operative: 'Into service' })),
  },
  ChangeConfiguration: {
    key: msg('The setting'),
    value: msg('Its new value; OCPP sends every value as text'),
  },
  DataTransfer: {
    vendorId: msg('Who defines this message'),
    messageId: msg('Which of the vendor’s messages it is'),
    data: msg('Its content; only the vendor knows what it means'),
  },
  'DataTransfer.conf': { data: msg('The answer’s content; only the vendor knows what it means') },
  GetConfiguration: {
    key: (value) => (listOf(value).length === 0 ? t('No names: all settings') : t('The settings we ask for')),
    'key[]': msg('The name of a setting'),
  },
  'GetConfiguration.conf': {
    configurationKey: SETTINGS,
    'configurationKey[]': (value) => {
      if (!isObject(value)) return t('A setting')
      return value['readonly'] === true ? t('Can only be read') : t('Can be changed')
    },
    unknownKey: msg('Names that the charger does not know'),
    'unknownKey[]': msg('Not known to the charger'),
  },
  MeterValues: {
    connectorId: (value) =>
      numberOf(value) === 0
        ? t('The main meter of the charger')
        : t('Connector {number}', { number: textOf(value) ?? '?' }),
    transactionId: msg('The transaction that these samples belong to'),
  },
  RemoteStopTransaction: { transactionId: msg('The transaction to end') },
  Reset: {
    type: words(
      msg({
        Soft: 'Sessions end in an orderly way, then it restarts',
        Hard: 'It restarts at once, whatever runs',
      }),
    ),
  },
  StartTransaction: {
    meterStart: meter(msg('The meter at the start, {register}'), msg('The meter at the start')),
    reservationId: RESERVATION,
    timestamp: time,
  },
  'StartTransaction.conf': { transactionId: msg('The number that we gave the transaction') },
  StatusNotification: {
    status: words(CONNECTOR_STATUS),
    errorCode: words(ERROR_CODES),
    info: msg('More about it, in the charger’s words'),
    vendorId: msg('Who defines the text in info and the vendor’s code'),
    vendorErrorCode: msg('The vendor’s own error code'),
  },
  StopTransaction: {
    idTag: msg('The tag that ended it'),
    meterStop: meter(msg('The meter at the end, {register}'), msg('The meter at the end')),
    reason: words(STOP_REASONS),
    transactionId: msg('The transaction that has ended'),
  },
}

/** The words for one field; `answer` = of the CALLRESULT. Undefined where there are none. */
export function fieldWords(action: string, answer: boolean, path: string): FieldWords | undefined {
  const general = path.replace(/\[\d+\]/g, '[]')
  const message = answer ? `${action}.conf` : action
  return SPECIAL[message]?.[general] ?? PROFILE_WORDS[message]?.[general] ?? COMMON[general]
}
