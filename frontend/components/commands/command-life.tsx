'use client'

import Link from 'next/link'

import { StatusBadge, StatusIcon } from '@/components/status-badge'
import { commandLife, type LifeStep } from '@/lib/command-life'
import { commandTitle, requester } from '@/lib/command-words'
import { formatExact, formatTime, isSameDay } from '@/lib/format'
import { t } from '@/lib/i18n'
import { textOf } from '@/lib/ocpp/values'
import type { Command } from '@/lib/types'
import { useNow } from '@/lib/use-now'

const DAY = 86_400_000

/** One command: what it was, who asked, and its life as a vertical line. */
export function CommandLife({ command }: { command: Command }) {
  const now = useNow()
  const { status, steps } = commandLife(command, now)
  return (
    <article className="px-4 py-3.5" aria-label={commandTitle(command)}>
      <div className="flex items-start justify-between gap-3">
        <h3 className="min-w-0 font-semibold wrap-anywhere">{commandTitle(command)}</h3>
        <StatusBadge plain status={status} className="h-5" />
      </div>
      <p className="mb-2 truncate text-xs text-muted-foreground" title={formatExact(command.created_at)}>
        {subtitle(command, now)}
      </p>
      <LifeLine steps={steps} />
    </article>
  )
}

/** What happened, one under the other. */
export function LifeLine({ steps }: { steps: LifeStep[] }) {
  return (
    <ol>
      {steps.map((step, index) => (
        <Step key={index} step={step} last={index === steps.length - 1} />
      ))}
    </ol>
  )
}

function subtitle(command: Command, now: number): string {
  const tag = command.action === 'RemoteStartTransaction' ? textOf(command.request['idTag']) : null
  const parts = [
    requester(command),
    now > 0 ? when(command.created_at, now) : '',
    tag && t('tag {tag}', { tag }),
  ]
  return parts.filter(Boolean).join(', ')
}

/** "today 12:26", "yesterday 17:40", "11 Nov, 06:12". */
function when(at: string, now: number): string {
  if (isSameDay(at, now)) return t('today {time}', { time: formatTime(at, now) })
  if (isSameDay(at, now - DAY)) return t('yesterday {time}', { time: formatTime(at, at) })
  return formatTime(at, now)
}

function Step({ step, last }: { step: LifeStep; last: boolean }) {
  const { status, text, detail, time, transaction } = step
  return (
    <li className="relative flex gap-2.5 pb-2.5 last:pb-0">
      {!last && (
        <span aria-hidden="true" className="absolute top-5.5 bottom-0.5 left-[7.5px] w-px bg-border" />
      )}
      <StatusIcon status={status} className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <p className="flex justify-between gap-3">
          {transaction ? (
            <Link href={`/transactions/${transaction}`} className="underline-offset-4 hover:underline">
              {text}
            </Link>
          ) : (
            <span>{text}</span>
          )}
          {time && <span className="text-muted-foreground tabular-nums">{time}</span>}
        </p>
        {detail && <p className="text-xs text-muted-foreground">{detail}</p>}
      </div>
    </li>
  )
}
