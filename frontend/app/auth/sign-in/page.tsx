import type { Metadata } from 'next'

import { SignInPage } from '@/components/auth/sign-in-page'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('Sign in') }

export default function Page() {
  return <SignInPage />
}
