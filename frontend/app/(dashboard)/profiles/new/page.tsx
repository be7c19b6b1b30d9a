import type { Metadata } from 'next'

import { InstallPage } from '@/components/profiles/install-page'

export const metadata: Metadata = { title: 'Install a charging profile' }

export default function Page() {
  return <InstallPage />
}
