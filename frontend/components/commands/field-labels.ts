import { msg } from '@/lib/i18n'

/** What a field of a request is called on the screen, by OCPP's name. */
export const FIELD_LABELS: Record<string, string> = msg({
  certificate: 'Certificate (PEM)',
  certificateChain: 'Certificates (PEM)',
  certificateHashData: 'Certificate',
  certificateType: 'Which roots',
  chargingProfile: 'Charging profile',
  chargingProfileId: 'Profile number',
  chargingProfileKind: 'Kind',
  chargingProfilePurpose: 'Purpose',
  chargingRateUnit: 'Unit',
  chargingSchedule: 'Schedule',
  chargingSchedulePeriod: 'Periods',
  connectorId: 'Connector',
  csChargingProfiles: 'Charging profile',
  data: 'Data',
  duration: 'Duration (s)',
  expiryDate: 'Valid until',
  firmware: 'Firmware',
  hashAlgorithm: 'Hash algorithm',
  id: 'Profile number',
  idTag: 'Id tag',
  idTagInfo: 'What holds for the tag',
  installDateTime: 'Install from',
  issuerKeyHash: 'Hash of the issuer’s key',
  issuerNameHash: 'Hash of the issuer’s name',
  key: 'Key',
  latestTimestamp: 'Until',
  limit: 'Limit',
  listVersion: 'Version',
  localAuthorizationList: 'Tags',
  location: 'Address',
  log: 'Log',
  logType: 'Which log',
  messageId: 'Message',
  minChargingRate: 'Least useful limit',
  numberPhases: 'Phases',
  oldestTimestamp: 'From',
  parentIdTag: 'Group of the tag',
  recurrencyKind: 'Rhythm',
  remoteLocation: 'Address',
  requestId: 'Job number',
  requestedMessage: 'Message',
  reservationId: 'Reservation number',
  retries: 'Tries',
  retrieveDate: 'Fetch from',
  retrieveDateTime: 'Fetch from',
  retryInterval: 'Between tries (s)',
  serialNumber: 'Serial number',
  signature: 'Signature (base64)',
  signingCertificate: 'Certificate of the signature (PEM)',
  stackLevel: 'Stack level',
  startPeriod: 'Begins after (s)',
  startSchedule: 'Begins at',
  startTime: 'From',
  status: 'Status',
  stopTime: 'Until',
  transactionId: 'Transaction',
  type: 'How',
  updateType: 'How',
  validFrom: 'Valid from',
  validTo: 'Valid until',
  value: 'Value',
  vendorId: 'Vendor',
})

interface ItemWords {
  /** Takes {number}. */
  item: string
  add: string
  remove: string
}

/** What the things in a list are called. */
export const ITEM_WORDS: Record<string, ItemWords> = msg({
  chargingSchedulePeriod: {
    item: 'Period {number}',
    add: 'Add period',
    remove: 'Remove period {number}',
  },
  localAuthorizationList: { item: 'Tag {number}', add: 'Add tag', remove: 'Remove tag {number}' },
})

/** How an object that may be left out is put in, and taken out again. */
export const OBJECT_WORDS: Record<string, { add: string; remove: string }> = msg({
  chargingProfile: { add: 'Add charging profile', remove: 'Remove charging profile' },
  idTagInfo: { add: 'Say what holds for the tag', remove: 'Say nothing about the tag' },
})

/** What is said of a field in place of what the message log says. */
export const FIELD_HELP: Record<string, string> = msg({
  'DataTransfer vendorId': 'com.example, as the vendor names itself.',
  'GetConfiguration key': 'Separated by commas. Empty: all of them.',
})

/** Values that are better known by other words than OCPP's. */
export const OPTION_LABELS: Record<string, string> = msg({
  'Reset type Soft': 'Soft: sessions end in an orderly way',
  'Reset type Hard': 'Hard: at once, whatever runs',
  'ChangeAvailability type Inoperative': 'Out of service',
  'ChangeAvailability type Operative': 'Into service',
})

/** What connector 0 means, where it may be chosen. */
export const CONNECTOR_ZERO: Record<string, string> = msg({
  ChangeAvailability: 'The whole charger',
  ClearChargingProfile: 'The whole charger',
  GetCompositeSchedule: 'The whole charger',
  ReserveNow: 'Any connector',
  SetChargingProfile: 'The whole charger',
})

/** What it means to name no connector, where that may be left open. */
export const NO_CONNECTOR: Record<string, string> = msg({
  ClearChargingProfile: 'Wherever they are',
  ExtendedTriggerMessage: 'All that the message can be about',
  RemoteStartTransaction: 'The charger chooses',
  TriggerMessage: 'All that the message can be about',
})
