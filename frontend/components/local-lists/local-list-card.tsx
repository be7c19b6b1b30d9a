'use client'

import { ChevronRightIcon, RefreshCwIcon } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'

import { May } from '@/components/auth/may'
import { ErrorState } from '@/components/error-state'
import { LIST_MODES, LIST_STATES } from '@/components/local-lists/local-list-words'
import { StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { Button } from '@/components/ui/button'
import { Card, CardFooter, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useLocalList, useSyncLocalList } from '@/lib/queries/local-lists'
import { detailWords } from '@/lib/said'
import type { Charger, LocalListSummary } from '@/lib/types'

/** How far the charger's local list is, in a few figures. */
export function LocalListCard({ charger }: { charger: Charger }) {
  const { data: list, error, refetch } = useLocalList(charger.id)
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('Local list')}</CardTitle>
        {list && (
          <StatusBadge status={LIST_STATES[list.state].status} label={t(LIST_STATES[list.state].label)} />
        )}
      </CardHeader>
      <div className="border-t">
        {list ? (
          <LocalListFacts list={list} />
        ) : error ? (
          <ErrorState
            title={t('The local list could not be loaded')}
            error={error}
            onRetry={() => void refetch()}
          />
        ) : (
          <div className="p-4">
            <Skeleton className="h-28" />
          </div>
        )}
      </div>
      {list && (
        <CardFooter>
          <Link
            href={`/local-lists?list=${charger.id}`}
            className="flex items-center gap-1 text-muted-foreground hover:text-foreground"
          >
            {t('Its tags')} <ChevronRightIcon aria-hidden="true" className="size-4" />
          </Link>
          <SyncButton id={charger.id} off={list.mode === 'off'} />
        </CardFooter>
      )}
    </Card>
  )
}

export function SyncButton({ id, off }: { id: string; off: boolean }) {
  const sync = useSyncLocalList()
  return (
    <May right="operate">
      <Button
        variant="outline"
        size="xs"
        className="max-md:h-10"
        disabled={off || sync.isPending}
        title={off ? t('The list is left alone: choose what shall be on it first.') : undefined}
        onClick={() => sync.mutate(id)}
      >
        <RefreshCwIcon className={sync.isPending ? 'animate-spin' : ''} /> {t('Sync now')}
      </Button>
    </May>
  )
}

export function LocalListFacts({ list }: { list: LocalListSummary }) {
  const { mode, state, wanted_count, acknowledged_version, told_version, synced_at } = list
  const fine = state === 'in_step' || state === 'off'
  const trouble = detailWords(list) ?? (fine ? null : t(LIST_STATES[state].detail))
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2.5 px-4 py-3 tabular-nums">
      <Fact label={t('What shall be on it')}>{t(LIST_MODES[mode].label)}</Fact>
      <Fact label={t('Tags')}>{formatNumber(wanted_count)}</Fact>
      <Fact label={t('Version acknowledged')}>{acknowledged_version ?? t('None yet')}</Fact>
      <Fact label={t('Version the charger told')}>{told_version ?? t('Not asked yet')}</Fact>
      <Fact label={t('Last in step')}>{synced_at ? <Time value={synced_at} /> : t('Never')}</Fact>
      <Fact label={t('Left out')}>{leftOut(list)}</Fact>
      {trouble && (
        <div className="col-span-2">
          <dt className="text-xs text-muted-foreground">{t('Why')}</dt>
          <dd className="wrap-anywhere">{trouble}</dd>
        </div>
      )}
    </dl>
  )
}

function leftOut({ too_long_count, no_room_count }: LocalListSummary): string {
  if (too_long_count + no_room_count === 0) return t('None')
  return t('{long} too long, {room} without room', { long: too_long_count, room: no_room_count })
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  )
}
