'use client'

import { ChevronLeftIcon, ChevronRightIcon } from 'lucide-react'

import { Button } from '@/components/ui/button'
import { formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'

interface PagerProps {
  /** What is counted: "chargers". */
  noun: string
  page: number
  pageSize: number
  total: number
  onPage: (page: number) => void
}

/** "1 to 50 of 312 chargers", and the way on; nothing when everything fits. */
export function Pager({ noun, page, pageSize, total, onPage }: PagerProps) {
  if (total <= pageSize) return null
  const from = page * pageSize + 1
  const to = Math.min(total, from + pageSize - 1)
  return (
    <div className="flex items-center justify-between gap-3 text-muted-foreground tabular-nums">
      <span>
        {t('{from} to {to} of {total} {noun}', {
          from: formatNumber(from),
          to: formatNumber(to),
          total: formatNumber(total),
          noun,
        })}
      </span>
      <div className="flex gap-2">
        <Button variant="outline" size="xs" disabled={page === 0} onClick={() => onPage(page - 1)}>
          <ChevronLeftIcon /> {t('Previous')}
        </Button>
        <Button variant="outline" size="xs" disabled={to >= total} onClick={() => onPage(page + 1)}>
          {t('Next')} <ChevronRightIcon />
        </Button>
      </div>
    </div>
  )
}
