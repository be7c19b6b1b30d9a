import type { Status } from '@/components/status-badge'
import { msg } from '@/lib/i18n'
import type { KeyDrift, RepairedKey } from '@/lib/types'

/** Each state of a wished key, as the one badge shows it. */
export const DRIFT_STATES: Record<KeyDrift['state'], { status: Status; label: string }> = {
  in_step: { status: 'done', label: msg('As desired') },
  differs: { status: 'suspect', label: msg('Differs') },
  unknown: { status: 'unknown', label: msg('Not known yet') },
  pending_reboot: { status: 'preparing', label: msg('After a restart') },
  read_only: { status: 'refused', label: msg('Read only') },
  rejected: { status: 'rejected', label: msg('Rejected') },
  not_supported: { status: 'refused', label: msg('Not supported') },
}

export const REPAIRED: Record<RepairedKey['result'], { status: Status; label: string }> = {
  accepted: { status: 'done', label: msg('Accepted') },
  reboot_required: { status: 'preparing', label: msg('After a restart') },
  rejected: { status: 'rejected', label: msg('Rejected') },
  not_supported: { status: 'refused', label: msg('Not supported') },
  error: { status: 'failed', label: msg('Failed') },
  no_answer: { status: 'timeout', label: msg('No answer') },
  not_sent: { status: 'unavailable', label: msg('Not sent') },
}

export const APPLY: Record<'on_request' | 'on_boot', { label: string; detail: string }> = msg({
  on_request: {
    label: 'Shown, repaired by hand',
    detail: 'Differences are shown until somebody repairs them.',
  },
  on_boot: { label: 'Repaired at each boot', detail: 'Once after each boot that is accepted, by itself.' },
})

const TO_REPAIR = new Set<KeyDrift['state']>(['differs', 'unknown'])
const REFUSED = new Set<KeyDrift['state']>(['rejected', 'read_only', 'not_supported'])

export const toRepair = (keys: KeyDrift[]): number => keys.filter(({ state }) => TO_REPAIR.has(state)).length
export const refused = (keys: KeyDrift[]): number => keys.filter(({ state }) => REFUSED.has(state)).length
export const accepted = ({ result }: RepairedKey): boolean =>
  result === 'accepted' || result === 'reboot_required'
