'use client'

import { t } from '@/lib/i18n'
import { useWebhooks } from '@/lib/queries/webhooks'
import { useRights } from '@/lib/rights'
import type { Notification } from '@/lib/types'

type Recipient = Pick<Notification, 'channel' | 'recipient'>

/** An address; of a webhook its own, for those who may see webhooks. */
export function useRecipientName(): (to: Recipient) => string {
  const { items } = useWebhooks(useRights().has('administer'))
  return ({ channel, recipient }) => {
    if (channel === 'email') return recipient
    return items.find(({ id }) => id === recipient)?.url ?? t('Webhook {id}', { id: recipient })
  }
}
