import type { Status } from '@/components/status-badge'
import { t } from '@/lib/i18n'
import { errorWords } from '@/lib/said'
import type { Webhook, WebhookDelivery, WebhookTest } from '@/lib/types'

interface State {
  status: Status
  label: string
}

/** How a webhook is: sent events, without an answer, paused by a person, switched off by the server. */
export function webhookState({
  enabled,
  disabled_reason,
  failing_since,
}: Pick<Webhook, 'enabled' | 'disabled_reason' | 'failing_since'>): State {
  if (enabled) {
    return failing_since
      ? { status: 'failed', label: t('Failing') }
      : { status: 'active', label: t('Active') }
  }
  if (disabled_reason) return { status: 'blocked', label: t('Switched off') }
  return { status: 'paused', label: t('Paused') }
}

export function deliveryState({ state, attempts }: Pick<WebhookDelivery, 'state' | 'attempts'>): State {
  if (state === 'delivered') return { status: 'done', label: t('Delivered') }
  if (state === 'failed') return { status: 'failed', label: t('Given up') }
  return attempts === 0
    ? { status: 'waiting', label: t('Waiting') }
    : { status: 'timeout', label: t('Retrying') }
}

/** "HTTP 204 in 12 ms", or why there was no answer. */
export function answerText({
  status_code,
  duration_ms,
  ...why
}: Pick<WebhookTest, 'status_code' | 'error' | 'said'> & { duration_ms: number | null }): string {
  if (status_code === null) return errorWords(why) ?? t('Not tried yet')
  if (duration_ms === null) return `HTTP ${status_code}`
  return t('HTTP {status} in {duration} ms', { status: String(status_code), duration: duration_ms })
}

/** What an answer that does not count means beyond its number: "redirects are not followed". */
export function whyNot({
  status_code,
  ...why
}: Pick<WebhookTest, 'status_code' | 'error' | 'said'>): string | null {
  return status_code !== null && why.error !== `HTTP ${status_code}` ? errorWords(why) : null
}
