import type { Metadata } from 'next'

import { UsersPage } from '@/components/users/users-page'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('Users') }

export default function Page() {
  return <UsersPage />
}
