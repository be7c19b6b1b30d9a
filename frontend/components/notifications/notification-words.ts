import type { Status } from '@/components/status-badge'
import { formatDuration } from '@/lib/format'
import { msg, t } from '@/lib/i18n'
import type { Notification, NotificationAttempt, NotificationRule } from '@/lib/types'

type Kind = NotificationRule['kind']

interface KindWords {
  value: Kind
  label: string
  detail: string
  /** It merely happens, and is never over: nothing to wait for, to repeat or to resolve. */
  passing: boolean
}

/** What people can be told of, where it is chosen and where it is read. */
export const KINDS: KindWords[] = [
  {
    value: 'charger_offline',
    label: msg('Charger offline'),
    detail: msg('A charger that was here has been away for a while, 5 min unless it says otherwise.'),
    passing: false,
  },
  {
    value: 'connector_fault',
    label: msg('Connector faulted'),
    detail: msg('A connector says Faulted.'),
    passing: false,
  },
  {
    value: 'suspect_transaction',
    label: msg('Suspect transaction'),
    detail: msg('A record is doubtful, or a stop has found no start.'),
    passing: false,
  },
  {
    value: 'certificate_expiring',
    label: msg('Certificate expiring'),
    detail: msg('A charger’s certificate ends within 30 days, and no other is in use.'),
    passing: false,
  },
  {
    value: 'configuration_drift',
    label: msg('Configuration drift'),
    detail: msg('A charger is not configured as desired for a while, 1 h unless it says otherwise.'),
    passing: false,
  },
  {
    value: 'local_list_failed',
    label: msg('Local list failed'),
    detail: msg('A charger does not take its local list for a while, 1 h unless it says otherwise.'),
    passing: false,
  },
  {
    value: 'security_event',
    label: msg('Security event'),
    detail: msg('A charger reported one, or the server saw one.'),
    passing: true,
  },
  {
    value: 'firmware_failed',
    label: msg('Firmware failed'),
    detail: msg('A charger could not take its firmware.'),
    passing: true,
  },
]

export const kindOf = (kind: Kind): KindWords | undefined => KINDS.find(({ value }) => value === kind)

export function kindLabel(kind: Kind): string {
  const words = kindOf(kind)
  return words ? t(words.label) : kind
}

export const DAYS = [
  { value: 'mon', label: msg('Mon') },
  { value: 'tue', label: msg('Tue') },
  { value: 'wed', label: msg('Wed') },
  { value: 'thu', label: msg('Thu') },
  { value: 'fri', label: msg('Fri') },
  { value: 'sat', label: msg('Sat') },
  { value: 'sun', label: msg('Sun') },
] as const

/** "ines@example.com, 2 people, 1 webhook". */
export function recipientsText({ emails, user_ids, webhook_ids }: NotificationRule['recipients']): string {
  return [
    ...emails,
    ...(user_ids.length > 0
      ? [t('{count, plural, one {# person} other {# people}}', { count: user_ids.length })]
      : []),
    ...(webhook_ids.length > 0
      ? [t('{count, plural, one {# webhook} other {# webhooks}}', { count: webhook_ids.length })]
      : []),
  ].join(', ')
}

export function scopeText({ station_ids, charger_ids }: NotificationRule): string {
  const parts = [
    ...(station_ids.length > 0
      ? [t('{count, plural, one {# station} other {# stations}}', { count: station_ids.length })]
      : []),
    ...(charger_ids.length > 0
      ? [t('{count, plural, one {# charger} other {# chargers}}', { count: charger_ids.length })]
      : []),
  ]
  return parts.length > 0 ? parts.join(', ') : t('Everywhere')
}

/** "After 10 min, quiet 22:00 to 06:00". */
export function whenText({ kind, after_seconds, quiet_time }: NotificationRule): string {
  const first =
    kindOf(kind)?.passing || after_seconds === 0
      ? t('At once')
      : t('After {span}', { span: formatDuration(after_seconds) })
  if (!quiet_time) return first
  return t('{first}, quiet {from} to {to}', { first, from: quiet_time.from, to: quiet_time.to })
}

interface State {
  status: Status
  label: string
}

/** A letter that only a server in development has kept was not sent to anybody. */
export const inLogOnly = ({ state, error }: Pick<Notification, 'state' | 'error'>): boolean =>
  state === 'sent' && Boolean(error)

export function notificationState(notification: Pick<Notification, 'state' | 'error'>): State {
  if (inLogOnly(notification)) return { status: 'refused', label: t('Log only') }
  switch (notification.state) {
    case 'sent':
      return { status: 'done', label: t('Sent') }
    case 'held':
      return { status: 'paused', label: t('Held') }
    case 'failed':
      return { status: 'failed', label: t('Failed') }
    default:
      return { status: 'waiting', label: t('Waiting') }
  }
}

export function attemptState({ result, via }: NotificationAttempt): State {
  if (result === 'refused') return { status: 'failed', label: t('Refused') }
  if (result === 'unreachable') return { status: 'failed', label: t('Not reached') }
  if (via === 'server_log') return { status: 'refused', label: t('In the server’s log only') }
  return {
    status: 'done',
    label: via === 'webhook' ? t('Taken by the webhook') : t('Taken by the mail server'),
  }
}

const EVENTS: Record<Notification['event'], string> = msg({
  opened: 'It began',
  reminder: 'Reminder',
  resolved: 'It is over',
  test: 'Test',
})

export const eventLabel = (event: Notification['event']): string => t(EVENTS[event])
