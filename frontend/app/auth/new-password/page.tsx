import type { Metadata } from 'next'

import { NewPasswordPage } from '@/components/auth/new-password-page'

export const metadata: Metadata = { title: 'New password' }

export default function Page() {
  return <NewPasswordPage />
}
