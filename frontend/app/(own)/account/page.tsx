import type { Metadata } from 'next'

import { AccountPage } from '@/components/account/account-page'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('Account') }

export default function Page() {
  return <AccountPage />
}
