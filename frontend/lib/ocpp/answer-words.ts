import { msg, t } from '@/lib/i18n'
import { listOf, numberOf, objectOf, textOf, type Payload } from '@/lib/ocpp/values'

/** What the status of a charger's answer means. */
export const COMMAND_STATUS: Record<string, string> = msg({
  Accepted: 'Accepted by the charger',
  Rejected: 'The charger refuses',
  Scheduled: 'Follows when the running session ends',
  RebootRequired: 'Stored, takes effect after a restart',
  NotSupported: 'The charger cannot do that',
  Unlocked: 'The connector is unlocked',
  UnlockFailed: 'It tried, the connector is still locked',
  NotImplemented: 'The charger does not have this message',
  UnknownMessageId: 'The vendor is known, the message is not',
  UnknownVendorId: 'Nobody here knows this vendor',
  VersionMismatch: 'The versions of the lists do not fit',
  Failed: 'It failed',
  Occupied: 'The connector is in use',
  Faulted: 'The connector is broken',
  Unavailable: 'The connector is out of service',
  Unknown: 'Nothing matched',
  NotFound: 'It has no such certificate',
  AcceptedCanceled: 'Accepted; what ran before was given up',
  InvalidCertificate: 'The certificate of the signature does not hold',
  RevokedCertificate: 'The certificate of the signature was revoked',
})

/** What an answer says beyond its status: what somebody has asked for. */
const CONTENT: Record<string, (response: Payload) => string | null> = {
  DataTransfer: ({ data }) => {
    const text = textOf(data)
    return text && t('It says: {text}', { text })
  },
  GetCompositeSchedule: ({ chargingSchedule }) => {
    const periods = listOf(objectOf(chargingSchedule)['chargingSchedulePeriod'])
    return periods.length > 0
      ? t('{count, plural, one {One period} other {# periods}}, to be read in the message log', {
          count: periods.length,
        })
      : null
  },
  GetDiagnostics: ({ fileName }) => uploads(fileName),
  GetInstalledCertificateIds: ({ certificateHashData }) =>
    t('{count, plural, =0 {No certificate} one {One certificate} other {# certificates}}', {
      count: listOf(certificateHashData).length,
    }),
  GetLocalListVersion: ({ listVersion }) => {
    const version = numberOf(listVersion)
    if (version === null || version === -1) return t('It has no local lists')
    return version === 0 ? t('Its list is empty') : t('Its list has version {version}', { version })
  },
  GetLog: ({ filename }) => uploads(filename),
}

function uploads(name: unknown): string {
  const file = textOf(name)
  return file ? t('It uploads {file}', { file }) : t('It has nothing to upload')
}

export const answerContent = (action: string, response: Payload): string | null =>
  CONTENT[action]?.(response) ?? null
