import { msg, t } from '@/lib/i18n'

/** What a message is for, in one sentence; the direction decides who sends it. */
const WORDS: Record<string, string> = msg({
  Authorize: 'The charger asks whether a tag may charge.',
  BootNotification: 'The charger introduces itself after it has started.',
  DiagnosticsStatusNotification: 'The charger says how the upload of its diagnostics is going.',
  FirmwareStatusNotification: 'The charger says how the installation of firmware is going.',
  Heartbeat: 'The charger shows that it is there, and asks for the time.',
  LogStatusNotification: 'The charger says how the upload of a log is going.',
  MeterValues: 'The charger says what its meter shows.',
  SecurityEventNotification: 'The charger reports something that concerns its security.',
  SignCertificate: 'The charger asks for a certificate for the key it has made.',
  SignedFirmwareStatusNotification: 'The charger says how the installation of signed firmware is going.',
  StartTransaction: 'The charger reports that a session has begun.',
  StatusNotification: 'The charger says how a connector is.',
  StopTransaction: 'The charger reports that a session has ended.',

  CancelReservation: 'We give a reserved connector free.',
  CertificateSigned: 'We hand over the certificate that the charger asked for.',
  ChangeAvailability: 'We take a connector out of service or into it.',
  ChangeConfiguration: 'We set one of the charger’s settings.',
  ClearCache: 'We make the charger forget which tags it has seen.',
  ClearChargingProfile: 'We take limits away that were set before.',
  DataTransfer: 'A message that only the vendor defines.',
  DeleteCertificate: 'We delete a certificate from the charger.',
  ExtendedTriggerMessage: 'We ask the charger to send a message now.',
  GetCompositeSchedule: 'We ask which limits hold over time.',
  GetConfiguration: 'We ask for the charger’s settings.',
  GetDiagnostics: 'We ask the charger to upload its diagnostics.',
  GetInstalledCertificateIds: 'We ask which certificates the charger has.',
  GetLocalListVersion: 'We ask which list of tags the charger holds.',
  GetLog: 'We ask the charger to upload a log.',
  InstallCertificate: 'We give the charger a root certificate.',
  RemoteStartTransaction: 'We ask the charger to start a session.',
  RemoteStopTransaction: 'We ask the charger to end a session.',
  ReserveNow: 'We keep a connector for one tag.',
  Reset: 'We ask the charger to restart.',
  SendLocalList: 'We give the charger a list of tags for when it is offline.',
  SetChargingProfile: 'We set a limit for a connector or the charger.',
  SignedUpdateFirmware: 'We ask the charger to install signed firmware.',
  TriggerMessage: 'We ask the charger to send a message now.',
  UnlockConnector: 'We ask the charger to let go of a cable.',
  UpdateFirmware: 'We ask the charger to install firmware.',
})

export function actionWords(action: string | null): string | null {
  const words = WORDS[action ?? '']
  return words ? t(words) : null
}
