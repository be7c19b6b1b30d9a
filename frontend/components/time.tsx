'use client'

import { formatAgo, formatExact, formatSince, formatTime } from '@/lib/format'
import { useSaidOfNow } from '@/lib/use-now'

const STYLES = { time: formatTime, since: formatSince, ago: formatAgo } as const

interface TimeProps {
  value: string
  /** time: "12:21"; since: "12 min"; ago: "12 min ago". */
  style?: keyof typeof STYLES
  className?: string
}

/** A time as the reader wants it, moving by itself, with the exact one on hover. */
export function Time({ value, style = 'time', className }: TimeProps) {
  const text = useSaidOfNow((now) => STYLES[style](value, now))
  if (!text) return <time dateTime={value} className={className} />
  return (
    <time dateTime={value} title={formatExact(value)} className={className}>
      {text}
    </time>
  )
}
