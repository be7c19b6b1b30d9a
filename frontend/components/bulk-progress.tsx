'use client'

import { StatusBadge, type Status } from '@/components/status-badge'
import { msg, t } from '@/lib/i18n'
import type { BulkItem, BulkTarget } from '@/lib/use-bulk'

const STATES: Record<BulkItem<BulkTarget>['state'], { status: Status; label: string }> = {
  waiting: { status: 'unknown', label: msg('Waits') },
  running: { status: 'in_progress', label: msg('In progress') },
  done: { status: 'done', label: msg('Done') },
  failed: { status: 'failed', label: msg('Failed') },
}

/** How far something that is done to many is, and what came of each. */
export function BulkProgress<Target extends BulkTarget>({ items }: { items: BulkItem<Target>[] }) {
  if (items.length === 0) return null
  const ended = items.filter(({ state }) => state === 'done' || state === 'failed').length
  const failed = items.filter(({ state }) => state === 'failed').length
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="tabular-nums">
        {t('{ended} of {all} done{failed, plural, =0 {} other {, # failed}}', {
          ended,
          all: items.length,
          failed,
        })}
      </p>
      <div
        role="progressbar"
        aria-label={t('Progress')}
        aria-valuemin={0}
        aria-valuemax={items.length}
        aria-valuenow={ended}
        className="h-1.5 overflow-hidden rounded-full bg-muted"
      >
        <div
          className="h-full rounded-full bg-charging"
          style={{ width: `${(ended / items.length) * 100}%` }}
        />
      </div>
      <ul
        className="max-h-80 divide-y overflow-y-auto"
        // It scrolls: the keyboard has to reach it.
        tabIndex={0}
        aria-label={t('What came of each')}
      >
        {items.map(({ target, state, detail }) => (
          <li key={target.id} className="flex items-start justify-between gap-3 py-2">
            <span className="min-w-0">
              <span className="font-medium">{target.name}</span>
              {detail && <span className="block text-xs wrap-anywhere text-muted-foreground">{detail}</span>}
            </span>
            <StatusBadge plain status={STATES[state].status} label={t(STATES[state].label)} />
          </li>
        ))}
      </ul>
    </div>
  )
}
