import type { Metadata } from 'next'

import { ForgotPage } from '@/components/auth/forgot-page'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('Forgotten password') }

export default function Page() {
  return <ForgotPage />
}
