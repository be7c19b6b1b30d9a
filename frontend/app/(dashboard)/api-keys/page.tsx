import type { Metadata } from 'next'

import { ApiKeysPage } from '@/components/api-keys/api-keys-page'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('API keys') }

export default function Page() {
  return <ApiKeysPage />
}
