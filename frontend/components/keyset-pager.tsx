'use client'

import { ChevronLeftIcon, ChevronRightIcon } from 'lucide-react'
import type { ReactNode } from 'react'

import { Button } from '@/components/ui/button'

interface KeysetPagerProps {
  /** The span shown: "Today, 12:13 back to 05:52". */
  children: ReactNode
  onNewer: (() => void) | null
  onOlder: (() => void) | null
  /** What the two ways are called where rows are not ordered by time. */
  words?: readonly [string, string]
}

const BY_TIME = ['Newer', 'Older'] as const

/** Newer and Older; there are no page numbers where rows keep coming. */
export function KeysetPager({ children, onNewer, onOlder, words = BY_TIME }: KeysetPagerProps) {
  return (
    <nav aria-label="Pages" className="flex min-h-7 items-center justify-between gap-3 text-muted-foreground">
      <span className="min-w-0 truncate tabular-nums">{children}</span>
      <span className="flex gap-2">
        <Button
          variant="outline"
          size="xs"
          className="max-md:h-10"
          disabled={!onNewer}
          onClick={onNewer ?? undefined}
        >
          <ChevronLeftIcon /> {words[0]}
        </Button>
        <Button
          variant="outline"
          size="xs"
          className="max-md:h-10"
          disabled={!onOlder}
          onClick={onOlder ?? undefined}
        >
          {words[1]} <ChevronRightIcon />
        </Button>
      </span>
    </nav>
  )
}
