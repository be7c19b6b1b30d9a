'use client'

import { StatusBadge, type Status } from '@/components/status-badge'
import { formatDay, formatExact } from '@/lib/format'
import { t } from '@/lib/i18n'
import { daysLeft, isUsable, SOON_DAYS } from '@/lib/security-words'
import type { ChargerCertificate } from '@/lib/types'
import { useNow } from '@/lib/use-now'

const MINUTE = 60_000

/** How long it is good for, and until when. */
export function DaysLeft({ certificate }: { certificate: ChargerCertificate }) {
  const now = useNow(MINUTE)
  const days = daysLeft(certificate, now)
  const { not_after } = certificate
  if (days === null || not_after === null || now === 0) {
    return <span className="text-muted-foreground">{t('Not signed yet')}</span>
  }
  const date = formatDay(not_after, now)
  if (!isUsable(certificate)) return <span className="text-muted-foreground">{date}</span>
  return (
    <span className="flex items-center gap-2 tabular-nums" title={formatExact(not_after)}>
      <StatusBadge plain status={urgency(days)} label={words(days)} />
      <span className="text-muted-foreground max-sm:hidden">{date}</span>
    </span>
  )
}

function urgency(days: number): Status {
  if (days < 0) return 'failed'
  return days < SOON_DAYS ? 'rule-broken' : 'available'
}

const words = (days: number): string =>
  days < 0
    ? t('Has run out')
    : t('{days, plural, =0 {Runs out today} one {# day left} other {# days left}}', { days })
