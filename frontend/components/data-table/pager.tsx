'use client'

import { ChevronLeftIcon, ChevronRightIcon } from 'lucide-react'

import { Button } from '@/components/ui/button'
import { formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'

export interface Paging {
  /** Rows before this page. */
  from: number
  /** Rows of this page. */
  shown: number
  total: number
  previous: (() => void) | null
  next: (() => void) | null
}

interface PagerProps {
  /** What is counted: "chargers". */
  noun: string
  paging: Paging
}

/** "1 to 50 of 312 chargers", and the way on; nothing when everything fits. */
export function Pager({ noun, paging: { from, shown, total, previous, next } }: PagerProps) {
  if (!previous && !next) return null
  return (
    <div className="flex items-center justify-between gap-3 text-muted-foreground tabular-nums">
      <span>
        {t('{from} to {to} of {total} {noun}', {
          from: formatNumber(from + 1),
          to: formatNumber(from + shown),
          total: formatNumber(Math.max(total, from + shown)),
          noun,
        })}
      </span>
      <div className="flex gap-2">
        <Button variant="outline" size="xs" disabled={!previous} onClick={previous ?? undefined}>
          <ChevronLeftIcon /> {t('Previous')}
        </Button>
        <Button variant="outline" size="xs" disabled={!next} onClick={next ?? undefined}>
          {t('Next')} <ChevronRightIcon />
        </Button>
      </div>
    </div>
  )
}
