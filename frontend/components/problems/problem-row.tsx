'use client'

import Link from 'next/link'

import { AttentionActions } from '@/components/overview/attention-actions'
import { MatterBadge, MatterTitle } from '@/components/overview/attention-entry'
import { hrefOf } from '@/components/problems/matter-words'
import { Time } from '@/components/time'
import { Checkbox } from '@/components/ui/checkbox'
import { t } from '@/lib/i18n'
import { matterDetail, matterTitle } from '@/lib/said'
import type { AttentionItem } from '@/lib/types'
import { cn } from '@/lib/utils'

interface ProblemRowProps {
  item: AttentionItem
  selected: boolean
  /** Null where nothing can be put aside. */
  onSelect: (() => void) | null
}

/** One matter over the whole width: what, where and since when, and what can be done. */
export function ProblemRow({ item, selected, onSelect }: ProblemRowProps) {
  return (
    <li
      data-matter={item.id}
      className={cn(
        'grid grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-2 border-t px-4 py-3 first:border-t-0 focus-within:bg-muted/50 lg:grid-cols-[auto_7.5rem_minmax(0,1fr)_auto_minmax(3.5rem,auto)]',
        selected && 'bg-charging-soft/60 focus-within:bg-charging-soft/60',
      )}
    >
      <span className="grid h-5.5 place-items-center">
        {onSelect && (
          <Checkbox
            aria-label={t('Select: {title}', { title: matterTitle(item) })}
            checked={selected}
            onCheckedChange={onSelect}
          />
        )}
      </span>
      <MatterBadge item={item} />
      <Time
        value={item.at}
        className="pt-0.5 text-right text-xs whitespace-nowrap text-muted-foreground tabular-nums lg:order-last"
      />
      <div className="min-w-0 max-lg:col-span-2 max-lg:col-start-2">
        <h2 className="font-semibold">
          <Link href={hrefOf(item)} data-row-link className="hover:underline hover:underline-offset-4">
            <MatterTitle item={item} />
          </Link>
        </h2>
        <p className="text-muted-foreground">{matterDetail(item)}</p>
      </div>
      <div className="*:mt-0 max-md:col-span-full md:max-lg:col-span-2 md:max-lg:col-start-2">
        <AttentionActions item={item} />
      </div>
    </li>
  )
}
