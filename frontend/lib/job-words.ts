import type { Status } from '@/components/status-badge'
import { msg } from '@/lib/i18n'
import type { Job, Rollout } from '@/lib/types'

/** How jobs are counted together. */
export type JobGroup = 'done' | 'running' | 'waiting' | 'failed' | 'unclear' | 'ended'

interface Word {
  label: string
  status: Status
  group: JobGroup
}

/** Each state of a job (docs/firmware.md); labels are shown with `t()`. */
export const JOB_STATES: Record<Job['state'], Word> = {
  waiting: { label: msg('Waiting for the charger'), status: 'offline', group: 'waiting' },
  requested: { label: msg('Asked'), status: 'in_progress', group: 'running' },
  accepted: { label: msg('Accepted'), status: 'in_progress', group: 'running' },
  download_scheduled: { label: msg('Download is scheduled'), status: 'in_progress', group: 'running' },
  downloading: { label: msg('Downloading'), status: 'in_progress', group: 'running' },
  download_paused: { label: msg('Download paused'), status: 'suspended', group: 'running' },
  downloaded: { label: msg('Downloaded'), status: 'in_progress', group: 'running' },
  verified: { label: msg('Signature verified'), status: 'in_progress', group: 'running' },
  install_scheduled: { label: msg('Installation is scheduled'), status: 'in_progress', group: 'running' },
  installing: { label: msg('Installing'), status: 'in_progress', group: 'running' },
  rebooting: { label: msg('Restarting'), status: 'in_progress', group: 'running' },
  installed: { label: msg('Installed'), status: 'done', group: 'done' },
  uploading: { label: msg('Delivering'), status: 'in_progress', group: 'running' },
  uploaded: { label: msg('Delivered'), status: 'done', group: 'done' },
  failed: { label: msg('Failed'), status: 'failed', group: 'failed' },
  rejected: { label: msg('Rejected'), status: 'rejected', group: 'failed' },
  no_data: { label: msg('Nothing of that time'), status: 'completed', group: 'ended' },
  superseded: { label: msg('Replaced'), status: 'completed', group: 'ended' },
  cancelled: { label: msg('Cancelled'), status: 'completed', group: 'ended' },
  expired: { label: msg('Time is over'), status: 'timeout', group: 'failed' },
  not_sent: { label: msg('Not sent'), status: 'refused', group: 'failed' },
  unknown: { label: msg('Unknown'), status: 'unknown', group: 'unclear' },
}

/** The bar's order, each with its words behind the number. */
export const JOB_GROUPS: { group: JobGroup; status: Status; label: string }[] = [
  { group: 'done', status: 'done', label: msg('{count} installed') },
  { group: 'running', status: 'in_progress', label: msg('{count} under way') },
  { group: 'waiting', status: 'offline', label: msg('{count} waiting for their charger') },
  { group: 'failed', status: 'failed', label: msg('{count} failed') },
  { group: 'unclear', status: 'unknown', label: msg('{count} unclear') },
  { group: 'ended', status: 'completed', label: msg('{count} replaced or cancelled') },
]

export const JOB_KINDS: Record<Job['kind'], string> = msg({
  firmware: 'Firmware update',
  signed_firmware: 'Signed firmware update',
  diagnostics: 'Diagnostics',
  log: 'Log',
})

/** What a charger's own word means; OCPP's word stays beside it where something went wrong. */
export const SAID: Record<string, { label: string; status: Status }> = {
  Idle: { label: msg('It says that it has nothing to do'), status: 'unknown' },
  DownloadScheduled: { label: msg('Download is scheduled'), status: 'done' },
  Downloading: { label: msg('Downloading'), status: 'done' },
  DownloadPaused: { label: msg('Download paused'), status: 'suspended' },
  Downloaded: { label: msg('Downloaded'), status: 'done' },
  DownloadFailed: { label: msg('The download failed'), status: 'failed' },
  SignatureVerified: { label: msg('Signature verified'), status: 'done' },
  InvalidSignature: { label: msg('The signature is not valid'), status: 'failed' },
  InstallScheduled: { label: msg('Installation is scheduled'), status: 'done' },
  Installing: { label: msg('Installing'), status: 'done' },
  InstallRebooting: { label: msg('Restarting'), status: 'done' },
  InstallVerificationFailed: { label: msg('The check of the installation failed'), status: 'failed' },
  InstallationFailed: { label: msg('The installation failed'), status: 'failed' },
  Installed: { label: msg('Installed'), status: 'done' },
  Uploading: { label: msg('Delivering'), status: 'done' },
  Uploaded: { label: msg('Delivered'), status: 'done' },
  UploadFailed: { label: msg('The delivery failed'), status: 'failed' },
  UploadFailure: { label: msg('The delivery failed'), status: 'failed' },
  BadMessage: { label: msg('It did not understand the request'), status: 'failed' },
  PermissionDenied: { label: msg('It was not let in where it should deliver'), status: 'failed' },
  NotSupportedOperation: { label: msg('It cannot do that'), status: 'failed' },
}

/** Whether something is still to come of it. */
export const isOpen = ({ state }: Pick<Job, 'state'>): boolean => {
  const { group } = JOB_STATES[state]
  return group === 'running' || group === 'waiting'
}

export const isFirmware = ({ kind }: Pick<Job, 'kind'>): boolean =>
  kind === 'firmware' || kind === 'signed_firmware'

/** Those whose asking again makes sense. */
export const hasFailed = ({ state }: Pick<Job, 'state'>): boolean => JOB_STATES[state].group === 'failed'

/** How many of a rollout are counted together. */
export const countOf = ({ states }: Rollout, group: JobGroup): number =>
  states.reduce((sum, { state, count }) => sum + (JOB_STATES[state].group === group ? count : 0), 0)

const NOT_BEGUN = new Set<Job['state']>(['requested', 'accepted', 'download_scheduled'])

/** Not under way yet; what was asked already only where its address is ours, and can be closed. */
export const canCancel = ({ state, drop_box }: Pick<Job, 'state' | 'drop_box'>): boolean =>
  state === 'waiting' || (drop_box && NOT_BEGUN.has(state))
