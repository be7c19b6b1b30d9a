import {
  BanIcon,
  BookmarkIcon,
  CheckIcon,
  CircleCheckIcon,
  CircleMinusIcon,
  CirclePauseIcon,
  CircleQuestionMarkIcon,
  CircleXIcon,
  ClockIcon,
  FlagIcon,
  LoaderCircleIcon,
  LockIcon,
  PlugIcon,
  TriangleAlertIcon,
  WifiOffIcon,
  ZapIcon,
  type LucideIcon,
} from 'lucide-react'

import { msg, t } from '@/lib/i18n'
import { cn } from '@/lib/utils'

const TONES = {
  charging: { text: 'text-charging', soft: 'bg-charging-soft', solid: 'bg-charging' },
  available: { text: 'text-available', soft: 'bg-available-soft', solid: 'bg-available' },
  preparing: { text: 'text-preparing', soft: 'bg-preparing-soft', solid: 'bg-preparing' },
  suspended: { text: 'text-suspended', soft: 'bg-suspended-soft', solid: 'bg-suspended' },
  finishing: { text: 'text-finishing', soft: 'bg-finishing-soft', solid: 'bg-finishing' },
  reserved: { text: 'text-reserved', soft: 'bg-reserved-soft', solid: 'bg-reserved' },
  faulted: { text: 'text-faulted', soft: 'bg-faulted-soft', solid: 'bg-faulted' },
  unavailable: { text: 'text-unavailable', soft: 'bg-unavailable-soft', solid: 'bg-unavailable' },
  offline: { text: 'text-offline', soft: 'bg-offline-soft', solid: 'bg-offline' },
} as const

export type Tone = keyof typeof TONES

interface StatusStyle {
  label: string
  icon: LucideIcon
  tone: Tone
}

/** The one table of every status the dashboard shows: word (for `t()`), icon, colour. No page picks a status colour itself. */
export const STATUSES = {
  charging: { label: msg('Charging'), icon: ZapIcon, tone: 'charging' },
  in_progress: { label: msg('In progress'), icon: LoaderCircleIcon, tone: 'charging' },
  available: { label: msg('Available'), icon: CircleCheckIcon, tone: 'available' },
  online: { label: msg('Online'), icon: CircleCheckIcon, tone: 'available' },
  active: { label: msg('Active'), icon: CircleCheckIcon, tone: 'available' },
  done: { label: msg('Done'), icon: CircleCheckIcon, tone: 'available' },
  preparing: { label: msg('Preparing'), icon: PlugIcon, tone: 'preparing' },
  waiting: { label: msg('Waiting'), icon: ClockIcon, tone: 'preparing' },
  suspended: { label: msg('Suspended'), icon: CirclePauseIcon, tone: 'suspended' },
  finishing: { label: msg('Finishing'), icon: FlagIcon, tone: 'finishing' },
  reserved: { label: msg('Reserved'), icon: BookmarkIcon, tone: 'reserved' },
  faulted: { label: msg('Faulted'), icon: TriangleAlertIcon, tone: 'faulted' },
  rejected: { label: msg('Rejected'), icon: CircleXIcon, tone: 'faulted' },
  failed: { label: msg('Failed'), icon: CircleXIcon, tone: 'faulted' },
  blocked: { label: msg('Blocked'), icon: BanIcon, tone: 'faulted' },
  banned: { label: msg('Banned'), icon: BanIcon, tone: 'faulted' },
  unavailable: { label: msg('Unavailable'), icon: BanIcon, tone: 'unavailable' },
  paused: { label: msg('Paused'), icon: CirclePauseIcon, tone: 'unavailable' },
  completed: { label: msg('Completed'), icon: CheckIcon, tone: 'unavailable' },
  revoked: { label: msg('Revoked'), icon: BanIcon, tone: 'unavailable' },
  expired: { label: msg('Expired'), icon: BanIcon, tone: 'unavailable' },
  never: { label: msg('Never seen'), icon: CircleQuestionMarkIcon, tone: 'unavailable' },
  unknown: { label: msg('Unknown'), icon: CircleQuestionMarkIcon, tone: 'unavailable' },
  offline: { label: msg('Offline'), icon: WifiOffIcon, tone: 'offline' },
  'force-closed': { label: msg('Force-closed'), icon: LockIcon, tone: 'offline' },
  refused: { label: msg('Refused'), icon: CircleMinusIcon, tone: 'suspended' },
  suspect: { label: msg('Suspect'), icon: CircleQuestionMarkIcon, tone: 'suspended' },
  'rule-broken': { label: msg('Rule broken'), icon: TriangleAlertIcon, tone: 'suspended' },
  timeout: { label: msg('No answer'), icon: CircleQuestionMarkIcon, tone: 'suspended' },
} as const satisfies Record<string, StatusStyle>

export type Status = keyof typeof STATUSES

/** Classes of a status for the few places that draw it otherwise: bars, figures, timelines. */
export function statusTone(status: Status): (typeof TONES)[Tone] {
  return TONES[STATUSES[status].tone]
}

export function StatusIcon({ status, className }: { status: Status; className?: string }) {
  const { icon: Icon, tone } = STATUSES[status]
  const spin = status === 'in_progress' && 'animate-spin'
  return <Icon aria-hidden="true" className={cn('size-4 shrink-0', spin, TONES[tone].text, className)} />
}

interface StatusBadgeProps {
  status: Status
  /** Says more than the table's word: "1 rule broken". */
  label?: string
  /** Exact meaning on hover: "Suspended by the car". */
  title?: string
  /** Without the soft ground, as in command timelines. */
  plain?: boolean
  className?: string
}

export function StatusBadge({ status, label, title, plain = false, className }: StatusBadgeProps) {
  const tone = statusTone(status)
  return (
    <span
      data-slot="status-badge"
      data-status={status}
      title={title}
      className={cn(
        'inline-flex h-5.5 w-fit shrink-0 items-center gap-1 rounded-md text-xs font-medium whitespace-nowrap',
        tone.text,
        !plain && ['px-1.5', tone.soft],
        className,
      )}
    >
      <StatusIcon status={status} className="size-3.5" />
      {label ?? t(STATUSES[status].label)}
    </span>
  )
}
