import { cn } from '@/lib/utils'

export interface Segment {
  key: string
  value: number
  className: string
}

/** Shares of a whole. Decoration only: the numbers stand in words beside it. */
export function SegmentedBar({
  segments,
  total,
  className,
}: {
  segments: Segment[]
  total: number
  className?: string
}) {
  const shown = segments.filter(({ value }) => value > 0)
  const sum = shown.reduce((all, { value }) => all + value, 0)
  return (
    <div
      aria-hidden="true"
      className={cn('flex h-1.5 gap-0.5 overflow-hidden rounded-full bg-muted', className)}
    >
      {shown.map(({ key, value, className: colour }) => (
        <div
          key={key}
          className={cn('min-w-1.5 first:rounded-l-full last:rounded-r-full', colour)}
          style={{ width: `${(value / Math.max(total, sum, 1)) * 100}%` }}
        />
      ))}
    </div>
  )
}
