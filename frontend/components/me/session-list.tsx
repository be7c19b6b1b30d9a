'use client'

import { ChevronRightIcon } from 'lucide-react'
import Link from 'next/link'

import { durationMs, placeName } from '@/components/me/session-words'
import { StatusBadge } from '@/components/status-badge'
import { formatDuration, formatEnergy, formatExact, formatTime } from '@/lib/format'
import { t } from '@/lib/i18n'
import { transactionStatus } from '@/lib/status'
import type { MyTransaction } from '@/lib/types'
import { useNow } from '@/lib/use-now'

const STEP_MS = 10_000

/** One line each: where and when, how much and how long. */
export function SessionList({ sessions }: { sessions: MyTransaction[] }) {
  return (
    <ul className="divide-y">
      {sessions.map((session) => (
        <SessionItem key={session.id} session={session} />
      ))}
    </ul>
  )
}

function SessionItem({ session }: { session: MyTransaction }) {
  const now = useNow(STEP_MS)
  const { id, started_at, stopped_at, energy_wh, state } = session
  const plain = state === 'completed'
  return (
    <li>
      <Link
        href={`/me/sessions/${id}`}
        prefetch={false}
        className="flex min-h-15 items-center gap-3 px-4 py-2.5 transition-colors hover:bg-accent focus-visible:outline-offset-[-2px]"
      >
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-2 font-medium">
            <span className="truncate">{placeName(session)}</span>
            {!plain && <StatusBadge status={transactionStatus(state)} />}
          </span>
          <time
            dateTime={started_at}
            title={formatExact(started_at)}
            className="block text-muted-foreground tabular-nums"
          >
            {now > 0 && formatTime(started_at, now)}
          </time>
        </span>
        <span className="shrink-0 text-right tabular-nums">
          <span className="block font-medium">
            {energy_wh === null ? t('Unknown') : formatEnergy(energy_wh)}
          </span>
          <span className="block text-muted-foreground">
            {(stopped_at ?? now > 0) && formatDuration(durationMs(session, now) / 1000)}
          </span>
        </span>
        <ChevronRightIcon aria-hidden="true" className="size-4 shrink-0 text-muted-foreground" />
      </Link>
    </li>
  )
}
