import type { ReactNode } from 'react'

import { SegmentedBar } from '@/components/overview/segmented-bar'
import { cn } from '@/lib/utils'

export interface Counted {
  key: string
  count: number
  /** Its colour in the bar and beside its words. */
  className: string
  /** In place of the dot: a status is never its colour alone. */
  icon?: ReactNode
  /** "12 chargers on 2.4.1". */
  words: ReactNode
}

/** Shares of a whole as a bar, each with its number in words. */
export function CountedBar({ label, items }: { label: string; items: Counted[] }) {
  const shown = items.filter(({ count }) => count > 0)
  const total = shown.reduce((sum, { count }) => sum + count, 0)
  const segments = shown.map(({ key, count, className }) => ({ key, value: count, className }))
  return (
    <div className="grid gap-3">
      <SegmentedBar segments={segments} total={total} />
      <ul aria-label={label} className="flex flex-wrap gap-x-5 gap-y-1.5">
        {shown.map(({ key, className, icon, words }) => (
          <li key={key} className="flex items-center gap-2 tabular-nums">
            {icon ?? <span aria-hidden="true" className={cn('size-2 shrink-0 rounded-full', className)} />}
            {words}
          </li>
        ))}
      </ul>
    </div>
  )
}
