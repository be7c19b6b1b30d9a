import type { Metadata } from 'next'

import { SignUpPage } from '@/components/auth/sign-up-page'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('Create an account') }

export default function Page() {
  return <SignUpPage />
}
