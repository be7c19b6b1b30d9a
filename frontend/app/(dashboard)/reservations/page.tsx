import type { Metadata } from 'next'

import { ReservationsPage } from '@/components/reservations/reservations-page'

export const metadata: Metadata = { title: 'Reservations' }

export default function Page() {
  return <ReservationsPage />
}
