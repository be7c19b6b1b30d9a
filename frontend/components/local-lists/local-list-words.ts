import type { Status } from '@/components/status-badge'
import { msg } from '@/lib/i18n'
import type { LocalListEntry, LocalListSummary } from '@/lib/types'

type State = LocalListSummary['state']
type Mode = LocalListSummary['mode']

/** Each state of a list, as the one badge shows it, and what it means. */
export const LIST_STATES: Record<State, { status: Status; label: string; detail: string }> = {
  off: {
    status: 'unavailable',
    label: msg('Left alone'),
    detail: msg('We do not touch the charger’s list.'),
  },
  pending: {
    status: 'preparing',
    label: msg('Waits'),
    detail: msg('Something is to be sent, as soon as the charger can be reached.'),
  },
  syncing: { status: 'in_progress', label: msg('Is sent'), detail: msg('The list is being sent.') },
  in_step: {
    status: 'done',
    label: msg('In step'),
    detail: msg('The charger has acknowledged the whole list.'),
  },
  unknown: {
    status: 'suspect',
    label: msg('Uncertain'),
    detail: msg('An answer was lost. The charger is asked for its version, and that decides.'),
  },
  failed: {
    status: 'failed',
    label: msg('Failed'),
    detail: msg('The charger has refused it again and again. Sync sends the whole list once more.'),
  },
  unsupported: {
    status: 'refused',
    label: msg('Not supported'),
    detail: msg('The charger has no local list, or it is switched off (LocalAuthListEnabled).'),
  },
}

export const LIST_MODES: Record<Mode, { label: string; detail: string }> = msg({
  off: { label: 'Leave alone', detail: 'What is on the charger stays there.' },
  tags: { label: 'Chosen tags', detail: 'Only the tags chosen here. An empty choice empties the list.' },
  all: { label: 'All good tags', detail: 'Every id tag that may charge at this charger’s place.' },
})

export const ENTRY_CHANGES: Record<LocalListEntry['change'], { status: Status; label: string }> = {
  none: { status: 'done', label: msg('On the charger') },
  add: { status: 'preparing', label: msg('To be added') },
  update: { status: 'preparing', label: msg('To be changed') },
  remove: { status: 'preparing', label: msg('To be removed') },
  unknown: { status: 'suspect', label: msg('Uncertain') },
}

/** Whether the charger tells another version than the one it has acknowledged. */
export const versionDiffers = ({ told_version, acknowledged_version, state }: LocalListSummary): boolean =>
  state !== 'in_step' && told_version !== null && told_version !== acknowledged_version
