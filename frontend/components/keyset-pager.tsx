'use client'

import { ChevronLeftIcon, ChevronRightIcon } from 'lucide-react'
import type { ReactNode } from 'react'

import { Button } from '@/components/ui/button'
import { formatTime } from '@/lib/format'
import { t } from '@/lib/i18n'

interface KeysetPagerProps {
  /** The span shown: "Today, 12:13 back to 05:52". */
  children: ReactNode
  onNewer: (() => void) | null
  onOlder: (() => void) | null
  /** What the two ways are called where rows are not ordered by time. */
  words?: readonly [newer: string, older: string]
}

/** "12:13 back to 05:52", of rows that come newest first. */
export function spanOf<Row>(rows: Row[], at: (row: Row) => string): string {
  const [newest, oldest] = [rows[0], rows.at(-1)]
  if (newest === undefined || oldest === undefined) return ''
  return t('{newest} back to {oldest}', { newest: formatTime(at(newest)), oldest: formatTime(at(oldest)) })
}

/** Newer and Older; there are no page numbers where rows keep coming. */
export function KeysetPager({ children, onNewer, onOlder, words }: KeysetPagerProps) {
  const [newer, older] = words ?? [t('Newer'), t('Older')]
  return (
    <nav
      aria-label={t('Pages')}
      className="flex min-h-7 items-center justify-between gap-3 text-muted-foreground"
    >
      <span className="min-w-0 tabular-nums md:truncate">{children}</span>
      <span className="flex shrink-0 gap-2">
        <Button
          variant="outline"
          size="xs"
          className="max-md:h-10"
          disabled={!onNewer}
          onClick={onNewer ?? undefined}
        >
          <ChevronLeftIcon /> {newer}
        </Button>
        <Button
          variant="outline"
          size="xs"
          className="max-md:h-10"
          disabled={!onOlder}
          onClick={onOlder ?? undefined}
        >
          {older} <ChevronRightIcon />
        </Button>
      </span>
    </nav>
  )
}
