'use client'

import { CreditCardIcon } from 'lucide-react'

import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { StatusBadge } from '@/components/status-badge'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { formatAgo, formatDay } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useMyCards } from '@/lib/queries/me'
import { idTagStatus } from '@/lib/status'
import type { MyIdTag } from '@/lib/types'
import { useNow } from '@/lib/use-now'

/** What one charges with. */
export function MyCardsPage() {
  const { data, error, refetch } = useMyCards()
  return (
    <>
      <h1 className="text-xl font-semibold">
        {data
          ? t('{count, plural, =0 {No card} one {# card} other {# cards}}', { count: data.items.length })
          : t('Cards')}
      </h1>
      {error && !data ? (
        <Card>
          <ErrorState
            title={t('Your cards could not be loaded')}
            error={error}
            onRetry={() => void refetch()}
          />
        </Card>
      ) : !data ? (
        <Skeleton className="h-40 rounded-xl" />
      ) : data.items.length === 0 ? (
        <Card>
          <EmptyState icon={CreditCardIcon} title={t('You have no card yet')}>
            {t('Whoever runs the chargers gives you one: a card, a key fob, or your car itself.')}
          </EmptyState>
        </Card>
      ) : (
        <Card className="overflow-hidden">
          <ul className="divide-y">
            {data.items.map((card) => (
              <CardItem key={card.id} card={card} />
            ))}
          </ul>
        </Card>
      )}
      {data && data.items.length > 0 && (
        <p className="text-muted-foreground">
          {t('A card is lost? Tell whoever runs the chargers: they block it, and nobody can charge with it.')}
        </p>
      )}
    </>
  )
}

function CardItem({ card }: { card: MyIdTag }) {
  const now = useNow()
  const { id_tag, active_transactions } = card
  return (
    <li className="flex min-h-15 items-center gap-3 px-4 py-2.5">
      <CreditCardIcon aria-hidden="true" className="size-5 shrink-0 text-muted-foreground" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{id_tag}</span>
        <span className="block text-muted-foreground tabular-nums">{now > 0 && usage(card, now)}</span>
      </span>
      <StatusBadge status={active_transactions > 0 ? 'charging' : idTagStatus(card, now)} />
    </li>
  )
}

/** "Last used 12 min ago, good until 3 Dec". */
function usage({ last_used_at, expires_at, blocked }: MyIdTag, now: number): string {
  if (blocked) return t('Nobody can charge with it')
  const used = last_used_at ? t('Last used {ago}', { ago: formatAgo(last_used_at, now) }) : t('Not used yet')
  if (!expires_at) return used
  const day = formatDay(expires_at, now)
  return Date.parse(expires_at) > now
    ? t('{used}, good until {day}', { used, day })
    : t('{used}, ended {day}', { used, day })
}
