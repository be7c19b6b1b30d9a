import type { Metadata } from 'next'

import { NewPasswordPage } from '@/components/auth/new-password-page'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('New password') }

export default function Page() {
  return <NewPasswordPage />
}
