import type { components } from '@/types/api'

export const ROLE_WORDS: Record<components['schemas']['Me']['role'], string> = {
  admin: 'Administrator',
  operator: 'Operator',
  viewer: 'Viewer',
  user: 'Driver',
}

const words = (email: string) => (email.split('@')[0] ?? '').split(/[._-]+/).filter(Boolean)

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** How the dashboard calls someone of whom it knows the e-mail address: "ines.vogel@…" is Ines Vogel. */
export const personName = (email: string): string => words(email).map(capital).join(' ')

/** Two letters for the avatar: IV, or the first two of a single word. */
export function initials(email: string): string {
  const [first = '', second] = words(email)
  return (second ? first.charAt(0) + second.charAt(0) : first.slice(0, 2)).toUpperCase()
}
