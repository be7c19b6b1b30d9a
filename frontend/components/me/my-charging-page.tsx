'use client'

import { ArrowRightIcon, ZapIcon } from 'lucide-react'
import Link from 'next/link'

import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { LiveSession } from '@/components/me/live-session'
import { SessionList } from '@/components/me/session-list'
import { StatusIcon } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { formatClock, formatPower } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useMyCards, useMyLiveSessions, useMySessions } from '@/lib/queries/me'
import type { MyTransaction } from '@/lib/types'

const SHOWN = 3

/** "Charging at 86.1 kW"; "Nothing is charging". */
function titleOf(live: MyTransaction[]): string {
  if (live.length === 0) return t('Nothing is charging')
  if (live.length > 1) return t('{count} cars are charging', { count: live.length })
  const power = live[0]?.power_w
  if (power === 0) return t('Connected, no power flows')
  return power ? t('Charging at {power}', { power: formatPower(power) }) : t('Charging')
}

/** What runs now; below it what was last. */
export function MyChargingPage() {
  const { data, error, isError, dataUpdatedAt, refetch } = useMyLiveSessions()
  if (error && !data) {
    return (
      <ErrorState
        title={t('Your charging could not be loaded')}
        error={error}
        onRetry={() => void refetch()}
      />
    )
  }
  if (!data) return <ChargingSkeleton />
  return (
    <>
      <h1 className="text-xl font-semibold" aria-live="polite">
        {titleOf(data.items)}
      </h1>
      {isError && (
        <p role="status" className="-mt-3 flex gap-2 text-muted-foreground">
          <StatusIcon status="offline" className="mt-0.5" />
          {t('No connection. These are the figures of {time}.', { time: formatClock(dataUpdatedAt) })}
        </p>
      )}
      {data.items.length === 0 ? (
        <Card>
          <HowToStart />
        </Card>
      ) : (
        data.items.map((session) => <LiveSession key={session.id} session={session} />)
      )}
      {/* Read anew as soon as a session has begun or ended. */}
      <LastSessions key={data.items.map(({ id }) => id).join()} />
    </>
  )
}

function HowToStart() {
  const cards = useMyCards().data?.items
  if (cards?.length === 0) {
    return (
      <EmptyState icon={ZapIcon} title={t('You have no card yet')}>
        {t('Ask whoever runs the chargers to give you one. Then what you charge with it appears here.')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={ZapIcon}
      title={t('Plug in and hold your card to the charger')}
      action={
        <Button asChild variant="outline" className="max-md:h-10">
          <Link href="/me/cards">{t('My cards')}</Link>
        </Button>
      }
    >
      {t('The session appears here by itself, with its power and energy.')}
    </EmptyState>
  )
}

function LastSessions() {
  const { data } = useMySessions()
  const ended = data?.pages[0]?.items.filter(({ stopped_at }) => stopped_at !== null).slice(0, SHOWN) ?? []
  if (ended.length === 0) return null
  return (
    <Card className="overflow-hidden">
      <CardHeader className="border-b">
        <CardTitle>{t('Last sessions')}</CardTitle>
        <Link
          href="/me/sessions"
          className="flex items-center gap-1.5 py-2 font-medium underline-offset-4 hover:underline"
        >
          {t('All sessions')} <ArrowRightIcon aria-hidden="true" className="size-4" />
        </Link>
      </CardHeader>
      <SessionList sessions={ended} />
    </Card>
  )
}

function ChargingSkeleton() {
  return (
    <div className="grid gap-4" aria-busy="true">
      <Skeleton className="h-7 w-52" />
      <Skeleton className="h-105 rounded-xl" />
      <Skeleton className="h-60 rounded-xl" />
    </div>
  )
}
