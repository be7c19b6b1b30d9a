'use client'

import { HistoryIcon } from 'lucide-react'
import Link from 'next/link'

import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { SessionList } from '@/components/me/session-list'
import { byMonth } from '@/components/me/session-words'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/i18n'
import { useMySessions } from '@/lib/queries/me'

/** Every session of one's own, the latest first, by month. */
export function MySessionsPage() {
  const query = useMySessions()
  const sessions = query.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <>
      <h1 className="text-xl font-semibold">{t('History')}</h1>
      {query.error && !query.data ? (
        <Card>
          <ErrorState
            title={t('Your history could not be loaded')}
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        </Card>
      ) : query.isPending ? (
        <Skeleton className="h-120 rounded-xl" />
      ) : sessions.length === 0 ? (
        <Card>
          <EmptyState
            icon={HistoryIcon}
            title={t('No session yet')}
            action={
              <Button asChild variant="outline" className="max-md:h-10">
                <Link href="/me/cards">{t('My cards')}</Link>
              </Button>
            }
          >
            {t('What you charge with one of your cards is kept here.')}
          </EmptyState>
        </Card>
      ) : (
        byMonth(sessions).map(({ month, sessions: ofMonth }) => (
          <section key={month} aria-label={month} className="grid gap-2">
            <h2 className="font-medium text-muted-foreground">{month}</h2>
            <Card className="overflow-hidden">
              <SessionList sessions={ofMonth} />
            </Card>
          </section>
        ))
      )}
      {query.hasNextPage && (
        <Button
          variant="outline"
          size="lg"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('Show older sessions')}
        </Button>
      )}
    </>
  )
}
