import type { Metadata } from 'next'

import { MessagesTab } from '@/components/messages/messages-tab'

export const metadata: Metadata = { title: 'Messages' }

export default function Page() {
  return <MessagesTab />
}
