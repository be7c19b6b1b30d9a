import { z } from 'zod'
import { msg } from '@/lib/i18n'

export interface Operation {
  action: string
  label: string
  /** What it does, in one sentence. */
  detail: string
}

interface OperationGroup {
  label: string
  operations: Operation[]
}

/** All operations that a central system sends in OCPP 1.6 and its security extension, by what they are about. */
export const OPERATION_GROUPS: OperationGroup[] = [
  {
    label: msg('Sessions'),
    operations: [
      {
        action: 'RemoteStartTransaction',
        label: msg('Start charging'),
        detail: msg('Asks the charger to start a session. The driver may still have to plug in.'),
      },
      {
        action: 'RemoteStopTransaction',
        label: msg('Stop charging'),
        detail: msg('Asks the charger to end a session.'),
      },
      {
        action: 'UnlockConnector',
        label: msg('Unlock connector'),
        detail: msg('Lets go of a stuck cable. A session that runs there ends.'),
      },
    ],
  },
  {
    label: msg('Restart and availability'),
    operations: [
      { action: 'Reset', label: msg('Restart'), detail: msg('Restarts the charger.') },
      {
        action: 'ChangeAvailability',
        label: msg('Change availability'),
        detail: msg('Takes a connector or the whole charger out of service, or back into it.'),
      },
      {
        action: 'TriggerMessage',
        label: msg('Ask for a message'),
        detail: msg('Asks the charger to send one of its messages now.'),
      },
      {
        action: 'ExtendedTriggerMessage',
        label: msg('Ask for a message (security)'),
        detail: msg('The same for chargers with the security extension, with more messages to ask for.'),
      },
    ],
  },
  {
    label: msg('Configuration'),
    operations: [
      {
        action: 'GetConfiguration',
        label: msg('Read configuration'),
        detail: msg('Asks for settings and their values.'),
      },
      {
        action: 'ChangeConfiguration',
        label: msg('Change configuration'),
        detail: msg('Sets one setting. OCPP sends every value as text.'),
      },
      {
        action: 'DataTransfer',
        label: msg('Transfer data'),
        detail: msg('Sends a message that only the vendor defines.'),
      },
    ],
  },
  {
    label: msg('Id tags and reservations'),
    operations: [
      {
        action: 'ClearCache',
        label: msg('Clear cache'),
        detail: msg('Makes the charger forget which tags it has seen.'),
      },
      {
        action: 'GetLocalListVersion',
        label: msg('Ask for the version of the local list'),
        detail: msg('Asks which list of tags the charger holds for when it is offline.'),
      },
      {
        action: 'SendLocalList',
        label: msg('Send local list'),
        detail: msg(
          'Gives the charger tags for when it is offline. The page Local lists keeps it in step by itself.',
        ),
      },
      {
        action: 'ReserveNow',
        label: msg('Reserve'),
        detail: msg('Keeps a connector for one tag until a moment.'),
      },
      {
        action: 'CancelReservation',
        label: msg('Cancel reservation'),
        detail: msg('Gives a reserved connector free.'),
      },
    ],
  },
  {
    label: msg('Charging profiles'),
    operations: [
      {
        action: 'SetChargingProfile',
        label: msg('Set charging profile'),
        detail: msg('Limits power or current over time. The page Charging profiles helps to write one.'),
      },
      {
        action: 'ClearChargingProfile',
        label: msg('Clear charging profiles'),
        detail: msg('Takes limits away. With nothing chosen: all of them.'),
      },
      {
        action: 'GetCompositeSchedule',
        label: msg('Ask for the schedule'),
        detail: msg('Asks which limits follow from all profiles together.'),
      },
    ],
  },
  {
    label: msg('Firmware and logs'),
    operations: [
      {
        action: 'UpdateFirmware',
        label: msg('Update firmware'),
        detail: msg('Makes the charger fetch firmware from any address and install it.'),
      },
      {
        action: 'SignedUpdateFirmware',
        label: msg('Update signed firmware'),
        detail: msg('The same with the manufacturer’s signature, which the charger checks.'),
      },
      {
        action: 'GetDiagnostics',
        label: msg('Ask for diagnostics'),
        detail: msg('Makes the charger upload its diagnostics to any address.'),
      },
      {
        action: 'GetLog',
        label: msg('Ask for a log'),
        detail: msg('Makes the charger upload a log to any address.'),
      },
    ],
  },
  {
    label: msg('Certificates'),
    operations: [
      {
        action: 'InstallCertificate',
        label: msg('Install a root'),
        detail: msg('Gives the charger a root certificate to trust.'),
      },
      {
        action: 'GetInstalledCertificateIds',
        label: msg('Ask which roots it trusts'),
        detail: msg('Asks for the hashes of the root certificates that the charger has.'),
      },
      {
        action: 'DeleteCertificate',
        label: msg('Delete a root'),
        detail: msg('Makes the charger forget a root certificate.'),
      },
      {
        action: 'CertificateSigned',
        label: msg('Give it its new certificate'),
        detail: msg('Hands over a certificate that the charger has asked for.'),
      },
    ],
  },
]

export const OPERATIONS: Operation[] = OPERATION_GROUPS.flatMap(({ operations }) => operations)

const requestObject = z.record(z.string(), z.unknown())

/** A JSON object out of text; null for anything else. */
export function parseRequest(text: string): Record<string, unknown> | null {
  try {
    const parsed = requestObject.safeParse(JSON.parse(text.trim() || '{}'))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
