import type { Metadata } from 'next'

import { ProfilesPage } from '@/components/profiles/profiles-page'

export const metadata: Metadata = { title: 'Charging profiles' }

export default function Page() {
  return <ProfilesPage />
}
