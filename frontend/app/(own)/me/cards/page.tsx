import type { Metadata } from 'next'

import { MyCardsPage } from '@/components/me/my-cards-page'

export const metadata: Metadata = { title: 'Cards' }

export default function Page() {
  return <MyCardsPage />
}
