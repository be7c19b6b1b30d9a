import type { Metadata } from 'next'

import { MyCardsPage } from '@/components/me/my-cards-page'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('Cards') }

export default function Page() {
  return <MyCardsPage />
}
