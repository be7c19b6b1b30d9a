import { KINDS, PURPOSES, RECURRENCES } from '@/components/schedules/limit-words'
import { formatDuration } from '@/lib/format'
import { msg, t } from '@/lib/i18n'
import { numberOf } from '@/lib/ocpp/values'
import { count, measured, TAG_STATUS, time, words, type FieldWords } from '@/lib/ocpp/word-makers'

type Words = Record<string, FieldWords>

const details = (table: Record<string, { detail: string }>): Record<string, string> =>
  Object.fromEntries(Object.entries(table).map(([value, { detail }]) => [value, detail]))

const seconds =
  (known: string, unknown: string): FieldWords =>
  (value) => {
    const number = numberOf(value)
    return number === null ? t(unknown) : t(known, { time: formatDuration(number) })
  }

/** An object's fields, below the name that it goes by. */
const within = (name: string, meaning: FieldWords, fields: Words): Words => ({
  [name]: meaning,
  ...Object.fromEntries(Object.entries(fields).map(([field, found]) => [`${name}.${field}`, found])),
})

const ANY_TAG_GROUP: FieldWords = msg('Whoever has a tag of this group may charge too')

const PERIOD: Words = {
  startPeriod: seconds(msg('From {time} after the start of the schedule'), msg('When the period begins')),
  limit: measured(msg('At most {number} of the schedule’s unit'), msg('The limit of the period')),
  numberPhases: measured(
    msg('On {number, plural, one {# phase} other {# phases}}'),
    msg('On how many phases'),
  ),
}

const SCHEDULE: Words = {
  chargingRateUnit: words(
    msg({ A: 'Limits in A, for each phase', W: 'Limits in W, of all phases together' }),
  ),
  ...within('chargingSchedulePeriod', count(msg('{count, plural, one {One period} other {# periods}}')), {}),
  ...within('chargingSchedulePeriod[]', msg('A period, until the next one begins'), PERIOD),
  duration: seconds(msg('The schedule ends after {time}'), msg('How long the schedule holds')),
  startSchedule: time,
  minChargingRate: measured(
    msg('Below {number} of its unit, charging is not efficient'),
    msg('Below it, charging is not efficient'),
  ),
}

const PROFILE: Words = {
  chargingProfileId: msg('The profile’s number; one with the same number is replaced'),
  stackLevel: msg('Of two profiles for the same purpose the one with the higher level holds'),
  chargingProfilePurpose: words(details(PURPOSES)),
  chargingProfileKind: words(details(KINDS)),
  recurrencyKind: words(RECURRENCES),
  transactionId: msg('The transaction that it is for'),
  validFrom: time,
  validTo: time,
  ...within('chargingSchedule', msg('The limits over time'), SCHEDULE),
}

const HASH: Words = {
  hashAlgorithm: msg('How the two hashes were made'),
  issuerNameHash: msg('Hash of the name of who issued the certificate'),
  issuerKeyHash: msg('Hash of the key of who issued the certificate'),
  serialNumber: msg('The certificate’s number, in hexadecimal'),
}

const ROOTS = words(
  msg({
    CentralSystemRootCertificate: 'The roots by which the charger knows this server',
    ManufacturerRootCertificate: 'The roots by which the charger knows its manufacturer’s firmware',
  }),
)

const TRIES: Words = {
  retries: msg('How often it tries again'),
  retryInterval: seconds(msg('{time} between two tries'), msg('How long between two tries')),
}

const UPLOAD_ADDRESS: FieldWords = msg('The folder to upload it to')
const DOWNLOAD_ADDRESS: FieldWords = msg('Where the firmware is fetched from')
const JOB: FieldWords = msg('Our number for this job: what the charger reports of it carries it')

const DOWNLOADING = msg({
  Downloaded: 'The new firmware is there, not yet installed',
  DownloadFailed: 'The download failed',
  Downloading: 'The new firmware is being downloaded',
  Idle: 'Nothing is being installed',
  InstallationFailed: 'The installation failed',
  Installing: 'The new firmware is being installed',
  Installed: 'The new firmware runs',
})

const TRIGGERED: Words = {
  requestedMessage: words(
    msg({
      BootNotification: 'It introduces itself, as after a start',
      DiagnosticsStatusNotification: 'It says how the upload of its diagnostics is going',
      FirmwareStatusNotification: 'It says how the installation of firmware is going',
      Heartbeat: 'It shows that it is there',
      LogStatusNotification: 'It says how the upload of a log is going',
      MeterValues: 'It says what its meter shows now',
      SignChargePointCertificate: 'It makes a new key and asks for a certificate',
      StatusNotification: 'It says how its connectors are',
    }),
  ),
}

/** Fields of all messages beyond the Core profile; `.conf` marks an answer. */
export const PROFILE_WORDS: Record<string, Words> = {
  RemoteStartTransaction: {
    idTag: msg('The tag that pays for the session'),
    ...within('chargingProfile', msg('A limit that goes with the session'), PROFILE),
  },

  SetChargingProfile: within('csChargingProfiles', msg('The profile that is set'), PROFILE),
  ClearChargingProfile: {
    id: msg('Only the profile with this number; the other fields then do not count'),
    chargingProfilePurpose: words(details(PURPOSES)),
    stackLevel: msg('Only profiles of this level'),
  },
  GetCompositeSchedule: {
    duration: seconds(msg('The next {time}'), msg('How far ahead')),
    chargingRateUnit: words(
      msg({ A: 'Limits in A, for each phase', W: 'Limits in W, of all phases together' }),
    ),
  },
  'GetCompositeSchedule.conf': {
    scheduleStart: time,
    ...within('chargingSchedule', msg('The limits that follow from all profiles together'), SCHEDULE),
  },

  ReserveNow: {
    idTag: msg('The tag that the connector is kept for'),
    parentIdTag: ANY_TAG_GROUP,
    expiryDate: time,
    reservationId: msg('The reservation’s number; one with the same number is replaced'),
  },
  CancelReservation: { reservationId: msg('The number of the reservation to give up') },

  SendLocalList: {
    listVersion: msg('The version that the list has afterwards'),
    updateType: words(
      msg({ Differential: 'Changes the list that is there', Full: 'Replaces the list that is there' }),
    ),
    localAuthorizationList: count(msg('{count, plural, one {One tag} other {# tags}}')),
    'localAuthorizationList[]': msg('A tag; with nothing said about it, it is taken off the list'),
    'localAuthorizationList[].idTag': msg('The tag'),
    ...within('localAuthorizationList[].idTagInfo', msg('What the charger may trust when it is offline'), {
      status: TAG_STATUS,
      expiryDate: msg('The tag may charge until then'),
      parentIdTag: msg('The group of the tag'),
    }),
  },
  'GetLocalListVersion.conf': {
    listVersion: (value) => {
      const version = numberOf(value)
      if (version === -1) return t('It has no local lists')
      return version === 0 ? t('Its list is empty') : t('The version of its list')
    },
  },

  TriggerMessage: TRIGGERED,
  ExtendedTriggerMessage: TRIGGERED,

  GetDiagnostics: {
    location: UPLOAD_ADDRESS,
    startTime: msg('Nothing that is older'),
    stopTime: msg('Nothing that is newer'),
    ...TRIES,
  },
  'GetDiagnostics.conf': { fileName: msg('The file that it will upload') },
  DiagnosticsStatusNotification: {
    status: words(
      msg({
        Idle: 'No upload is going on',
        Uploaded: 'The file has been uploaded',
        UploadFailed: 'The upload failed',
        Uploading: 'The file is being uploaded',
      }),
    ),
  },
  GetLog: {
    logType: words(
      msg({
        DiagnosticsLog: 'What helps to find faults',
        SecurityLog: 'What concerns its security',
      }),
    ),
    requestId: JOB,
    ...within('log', msg('Where to, and of which time'), {
      remoteLocation: UPLOAD_ADDRESS,
      oldestTimestamp: msg('Nothing that is older'),
      latestTimestamp: msg('Nothing that is newer'),
    }),
    ...TRIES,
  },
  'GetLog.conf': { filename: msg('The file that it will upload') },
  LogStatusNotification: {
    requestId: msg('The job that it is about'),
    status: words(
      msg({
        BadMessage: 'The request could not be understood',
        Idle: 'No upload is going on',
        NotSupportedOperation: 'The charger cannot do that',
        PermissionDenied: 'The place to upload to refused it',
        Uploaded: 'The file has been uploaded',
        UploadFailure: 'The upload failed',
        Uploading: 'The file is being uploaded',
      }),
    ),
  },

  UpdateFirmware: {
    location: DOWNLOAD_ADDRESS,
    retrieveDate: msg('Fetched not before then'),
    ...TRIES,
  },
  FirmwareStatusNotification: { status: words(DOWNLOADING) },
  SignedUpdateFirmware: {
    requestId: JOB,
    ...within('firmware', msg('The firmware and its signature'), {
      location: DOWNLOAD_ADDRESS,
      retrieveDateTime: msg('Fetched not before then'),
      installDateTime: msg('Installed not before then'),
      signingCertificate: msg('The manufacturer’s certificate, by which the signature is checked'),
      signature: msg('The manufacturer’s signature over the file'),
    }),
    ...TRIES,
  },
  SignedFirmwareStatusNotification: {
    requestId: msg('The job that it is about'),
    status: words({
      ...DOWNLOADING,
      ...msg({
        DownloadPaused: 'The download pauses',
        DownloadScheduled: 'The download follows later',
        InstallRebooting: 'It restarts for the installation',
        InstallScheduled: 'The installation follows later',
        InstallVerificationFailed: 'The installed firmware did not pass its check',
        InvalidSignature: 'The signature does not fit the file',
        SignatureVerified: 'The signature fits the file',
      }),
    }),
  },

  CertificateSigned: {
    certificateChain: msg('The new certificate, then those between it and the root'),
  },
  SignCertificate: { csr: msg('Its request for a certificate, with the key it has made') },
  'SignCertificate.conf': {
    status: words(msg({ Accepted: 'We sign it and send it later', Rejected: 'We do not sign it' })),
  },
  InstallCertificate: { certificateType: ROOTS, certificate: msg('The root, in PEM') },
  GetInstalledCertificateIds: { certificateType: ROOTS },
  'GetInstalledCertificateIds.conf': {
    certificateHashData: count(msg('{count, plural, one {One certificate} other {# certificates}}')),
    ...within('certificateHashData[]', msg('A certificate, by its hashes'), HASH),
  },
  DeleteCertificate: within('certificateHashData', msg('Which certificate to delete'), HASH),
  SecurityEventNotification: {
    type: msg('What has happened, in OCPP’s words'),
    timestamp: time,
    techInfo: msg('More about it, in the charger’s words'),
  },
}
