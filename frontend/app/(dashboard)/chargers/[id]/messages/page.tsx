import type { Metadata } from 'next'

import { MessagesTab } from '@/components/messages/messages-tab'
import { msg } from '@/lib/i18n'

export const metadata: Metadata = { title: msg('Messages') }

export default function Page() {
  return <MessagesTab />
}
