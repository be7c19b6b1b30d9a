import { msg, t } from '@/lib/i18n'

/** The one table of what can be done over the API, by operation id, in words for who reads the audit trail. */
const WORDS: Record<string, string> = msg({
  sign_in: 'Signed in',
  sign_out: 'Signed out',
  sign_up: 'Signed up',
  recover_account: 'Asked for a new password',
  use_letter: 'Used a link or code from a letter',
  change_own_account: 'Changed their own account',
  get_user_data: 'Looked at all that is stored of a person',
  get_my_data: 'Looked at all that is stored of themselves',
  create_user: 'Added a user',
  update_user: 'Changed a user',
  delete_user: 'Deleted a user',
  erase_user: 'Erased what is stored of a person',
  delete_me: 'Deleted their own account',
  end_my_session: 'Signed a device out',
  create_invitation: 'Invited a user',
  revoke_invitation: 'Revoked an invitation',
  create_api_key: 'Made an API key',
  revoke_api_key: 'Revoked an API key',
  create_webhook: 'Added a webhook',
  update_webhook: 'Changed a webhook',
  delete_webhook: 'Deleted a webhook',
  rotate_webhook_secret: 'Made a new secret for a webhook',
  test_webhook: 'Tested a webhook',
  replay_webhook: 'Replayed events to a webhook',
  redeliver_webhook: 'Sent an event to a webhook again',
  create_notification_rule: 'Added a notification rule',
  update_notification_rule: 'Changed a notification rule',
  delete_notification_rule: 'Deleted a notification rule',
  test_notification_rule: 'Tested a notification rule',
  create_station: 'Added a station',
  update_station: 'Changed a station',
  delete_station: 'Deleted a station',
  create_charger: 'Added a charger',
  update_charger: 'Changed a charger',
  delete_charger: 'Deleted a charger',
  rotate_password: 'Made a new password for a charger',
  start_simulation: 'Started a simulated charge point',
  stop_simulation: 'Stopped a simulated charge point',
  create_id_tag: 'Added an id tag',
  update_id_tag: 'Changed an id tag',
  delete_id_tag: 'Deleted an id tag',
  import_id_tags: 'Imported id tags',
  adopt_unknown_tag: 'Admitted an unknown tag',
  delete_unknown_tag: 'Dismissed an unknown tag',
  put_local_list: 'Changed a local list',
  sync_local_list: 'Sent a local list',
  remote_start: 'Started charging',
  remote_stop: 'Stopped charging',
  force_stop: 'Stopped a transaction by force',
  settle_transaction: 'Settled a suspect transaction',
  import_transactions: 'Imported transactions',
  create_reservation: 'Reserved a connector',
  cancel_reservation: 'Cancelled a reservation',
  install_charging_profile: 'Installed a charging profile',
  clear_charging_profile: 'Cleared a charging profile',
  refresh_configuration: 'Read the configuration of a charger',
  put_desired_configuration: 'Set what a configuration should be',
  repair_configuration: 'Repaired a configuration',
  create_configuration_template: 'Added a configuration template',
  update_configuration_template: 'Changed a configuration template',
  delete_configuration_template: 'Deleted a configuration template',
  upload_firmware: 'Uploaded firmware',
  update_firmware: 'Updated the firmware of a charger',
  delete_firmware: 'Deleted firmware',
  request_diagnostics: 'Asked a charger for diagnostics',
  delete_firmware_job_file: 'Deleted a file of a charger',
  cancel_firmware_job: 'Cancelled a job of a charger',
  pause_firmware: 'Held back firmware',
  resume_firmware: 'Let firmware go on',
  install_certificate: 'Installed a certificate',
  renew_certificate: 'Renewed a certificate',
  revoke_certificate: 'Revoked a certificate',
  refresh_installed_certificates: 'Read the certificates of a charger',
  dismiss_matter: 'Dismissed a matter',
  snooze_matter: 'Snoozed a matter',
  restore_matter: 'Brought a matter back',
})

const COMMAND = /^send_/
// A part of a thing is changed or the whole of it: for who reads what was done it is the same.
const PART = /^patch_/
const VERBS: Record<string, string> = msg({
  create: 'Added {what}',
  update: 'Changed {what}',
  put: 'Changed {what}',
  delete: 'Deleted {what}',
  revoke: 'Revoked {what}',
  cancel: 'Cancelled {what}',
  send: 'Sent {what}',
  test: 'Tried {what}',
})

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** "Added a user"; "Sent ChangeAvailability" in OCPP's own word; what is newer than the table, by its verb. */
export function operationWords(operation: string): string {
  const known = WORDS[operation.replace(PART, 'update_')]
  if (known) return t(known)
  const words = operation.split('_')
  if (COMMAND.test(operation)) {
    return t('Sent {what}', { what: words.slice(1).map(capital).join('') })
  }
  const [verb = '', ...rest] = words
  const deed = VERBS[verb]
  const what = rest.join(' ')
  return deed ? t(deed, { what }) : `${capital(verb)} ${what}`
}

/** For choosing one; a command of OCPP is chosen from an entry. */
export const OPERATIONS = Object.entries(WORDS)
  .map(([value, label]) => ({ value, label }))
  .sort((a, b) => a.label.localeCompare(b.label))
