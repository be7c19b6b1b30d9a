import type { Metadata } from 'next'

import { WebhookPage } from '@/components/webhooks/webhook-page'

export const metadata: Metadata = { title: 'Webhook' }

/** Under static export one shell serves every id (see lib/use-route-id.ts). */
export function generateStaticParams() {
  return [{ id: '_' }]
}

export default function Page() {
  return <WebhookPage />
}
