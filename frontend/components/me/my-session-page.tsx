'use client'

import { ChevronLeftIcon, ReceiptTextIcon } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'

import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { MyCurve } from '@/components/me/my-curve'
import { durationMs, placeDetail, placeName, sessionNote } from '@/components/me/session-words'
import { MyReceipt } from '@/components/receipt-button'
import { StatusBadge, StatusIcon } from '@/components/status-badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { formatClock, formatDuration, formatEnergy, formatExact, formatPower, formatTime } from '@/lib/format'
import { t } from '@/lib/i18n'
import { ApiError } from '@/lib/problem'
import { useMyCurve, useMySession } from '@/lib/queries/me'
import { transactionStatus } from '@/lib/status'
import type { CurvePoint, MyTransaction } from '@/lib/types'
import { useNow } from '@/lib/use-now'
import { useRouteId } from '@/lib/use-route-id'

/** One session of one's own, with its curve. */
export function MySessionPage() {
  const { data, error, refetch } = useMySession(useRouteId('me/sessions'))
  return (
    <>
      <Link
        href="/me/sessions"
        className="-ml-1 flex h-8 w-fit items-center gap-1 text-muted-foreground hover:text-foreground max-md:h-10"
      >
        <ChevronLeftIcon aria-hidden="true" className="size-4" /> {t('History')}
      </Link>
      {error && !data ? (
        <Missing error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Session key={data.id} session={data} />
      ) : (
        <div className="grid gap-4" aria-busy="true">
          <Skeleton className="h-12 w-60" />
          <Skeleton className="h-36 rounded-xl" />
          <Skeleton className="h-80 rounded-xl" />
        </div>
      )}
    </>
  )
}

function Session({ session }: { session: MyTransaction }) {
  const curve = useMyCurve(session.id, session.stopped_at === null)
  const note = sessionNote(session)
  return (
    <>
      <div>
        <div className="flex flex-wrap items-center gap-x-2.5">
          <h1 className="text-xl font-semibold">{placeName(session)}</h1>
          <StatusBadge status={transactionStatus(session.state)} />
        </div>
        <p className="text-muted-foreground">{placeDetail(session)}</p>
      </div>
      {note && (
        <p className="flex gap-2.5 rounded-lg bg-muted px-3 py-2.5">
          <StatusIcon status={transactionStatus(session.state)} className="mt-0.5" /> {note}
        </p>
      )}
      <Card className="p-4">
        <Facts session={session} points={curve.data?.points ?? []} />
      </Card>
      {session.stopped_at && <MyReceipt session={session} />}
      <Card className="px-4 py-3">
        <MyCurve session={session} query={curve} />
      </Card>
    </>
  )
}

function Facts({ session, points }: { session: MyTransaction; points: CurvePoint[] }) {
  const now = useNow()
  const { energy_wh, started_at, stopped_at, id_tag } = session
  const powers = points.flatMap(({ power_w }) => power_w ?? [])
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3.5 sm:grid-cols-3">
      <Fact label={t('Energy')}>{energy_wh === null ? t('Unknown') : formatEnergy(energy_wh)}</Fact>
      <Fact label={t('Duration')}>
        {(stopped_at ?? now > 0) && formatDuration(durationMs(session, now) / 1000)}
      </Fact>
      <Fact label={t('Highest power')}>
        {powers.length > 0 ? formatPower(Math.max(...powers)) : t('Not measured')}
      </Fact>
      <Fact label={t('Started')} title={formatExact(started_at)}>
        {formatTime(started_at)}
      </Fact>
      <Fact label={t('Ended')} {...(stopped_at && { title: formatExact(stopped_at) })}>
        {stopped_at ? formatClock(stopped_at) : t('Still running')}
      </Fact>
      <Fact label={t('Card')}>{id_tag ?? t('None')}</Fact>
    </dl>
  )
}

function Fact({ label, title, children }: { label: string; title?: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd className="font-medium wrap-anywhere tabular-nums" title={title}>
        {children}
      </dd>
    </div>
  )
}

function Missing({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!(error instanceof ApiError) || error.status !== 404) {
    return <ErrorState title={t('The session could not be loaded')} error={error} onRetry={onRetry} />
  }
  return (
    <EmptyState
      icon={ReceiptTextIcon}
      title={t('You have no such session')}
      action={
        <Button asChild variant="outline" className="max-md:h-10">
          <Link href="/me/sessions">{t('All my sessions')}</Link>
        </Button>
      }
    />
  )
}
