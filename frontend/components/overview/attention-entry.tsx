'use client'

import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'

import { KIND_WORDS } from '@/components/problems/matter-words'
import { StatusBadge } from '@/components/status-badge'
import { Time } from '@/components/time'
import { differingLetters } from '@/lib/differing-letters'
import { t } from '@/lib/i18n'
import { matterDetail, matterTitle } from '@/lib/said'
import type { AttentionItem } from '@/lib/types'
import { cn } from '@/lib/utils'

/** What can be done comes with the first matter: a fleet that needs nothing does not wait for it. */
const AttentionActions = dynamic(
  () => import('@/components/overview/attention-actions').then((module) => module.AttentionActions),
  { ssr: false, loading: () => <div className="mt-3 h-7 max-md:h-10" /> },
)

/** Badge, time, title, one or two lines, one outline and one ghost action. */
export function AttentionEntry({ item, className }: { item: AttentionItem; className?: string }) {
  return (
    <li className={cn('border-t px-4 py-3 first:border-t-0', className)}>
      <div className="flex items-center justify-between gap-3">
        <MatterBadge item={item} />
        <Time value={item.at} className="text-xs text-muted-foreground tabular-nums" />
      </div>
      <h3 className="mt-2 font-semibold">
        <MatterTitle item={item} />
      </h3>
      <p className="mt-px text-muted-foreground">{matterDetail(item)}</p>
      <AttentionActions item={item} />
    </li>
  )
}

export function MatterBadge({ item: { kind } }: { item: AttentionItem }) {
  const { status, label } = KIND_WORDS[kind]
  return <StatusBadge status={status} label={t(label)} />
}

/** A refused name is shown with the letters that differ from the one probably meant. */
export function MatterTitle({ item }: { item: AttentionItem }): ReactNode {
  const { charge_point_id, suggestion } = item
  const title = matterTitle(item)
  if (!suggestion || !charge_point_id || !title.startsWith(charge_point_id)) return title
  const wrong = differingLetters(charge_point_id, suggestion.charge_point_id)
  return (
    <>
      {charge_point_id.split('').map((letter, index) =>
        wrong.has(index) ? (
          <span
            key={index}
            className="mx-px rounded-sm border-b-2 border-suspended bg-suspended-soft px-px text-suspended"
          >
            {letter}
          </span>
        ) : (
          letter
        ),
      )}
      {title.slice(charge_point_id.length)}
    </>
  )
}
