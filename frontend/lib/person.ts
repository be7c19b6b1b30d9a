import { msg } from '@/lib/i18n'
import type { Role } from '@/lib/types'

/** The one table of roles: what each is called and what it means, where one is chosen; shown with `t()`. */
export const ROLES: { value: Role; label: string; detail: string }[] = [
  { value: 'user', label: msg('Driver'), detail: msg('Sees their own cards and sessions, nothing else.') },
  {
    value: 'viewer',
    label: msg('Viewer'),
    detail: msg('Looks at chargers, sessions and cards; changes nothing.'),
  },
  {
    value: 'operator',
    label: msg('Operator'),
    detail: msg('Runs the chargers: commands, stations, cards. Neither people nor API keys.'),
  },
  {
    value: 'admin',
    label: msg('Administrator'),
    detail: msg('Everything, also people, API keys and the audit trail.'),
  },
]

export const ROLE_WORDS = Object.fromEntries(ROLES.map(({ value, label }) => [value, label])) as Record<
  Role,
  string
>

/** The same within a sentence: "You are signed in as …, operator". */
export const ROLE_IN_SENTENCE: Record<Role, string> = msg({
  user: 'driver',
  viewer: 'viewer',
  operator: 'operator',
  admin: 'administrator',
})

const words = (email: string) => (email.split('@')[0] ?? '').split(/[._-]+/).filter(Boolean)

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** How the dashboard calls someone of whom it knows the e-mail address: "ines.vogel@…" is Ines Vogel. */
export const personName = (email: string): string => words(email).map(capital).join(' ')

/** Two letters for the avatar: IV, or the first two of a single word. */
export function initials(email: string): string {
  const [first = '', second] = words(email)
  return (second ? first.charAt(0) + second.charAt(0) : first.slice(0, 2)).toUpperCase()
}
