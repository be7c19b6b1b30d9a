import type { Status } from '@/components/status-badge'
import { personName } from '@/lib/person'
import type { User } from '@/lib/types'

/** By the name in the profile, else as the address reads. */
export const userName = ({ name, email }: Pick<User, 'name' | 'email'>): string => name || personName(email)

export const userStatus = ({ banned }: Pick<User, 'banned'>): Status => (banned ? 'banned' : 'active')
