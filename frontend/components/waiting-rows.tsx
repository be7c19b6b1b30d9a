'use client'

import { ArrowUpIcon } from 'lucide-react'

import { Button } from '@/components/ui/button'
import { formatNumber } from '@/lib/format'
import { t } from '@/lib/i18n'

/** New rows that wait while the reader reads; one press shows them. */
export function WaitingRows({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <div aria-live="polite" className="pointer-events-none sticky top-16 z-20 -mb-4 flex h-0 justify-center">
      {count > 0 && (
        <Button
          size="xs"
          className="pointer-events-auto -translate-y-1 rounded-full shadow-pop"
          onClick={onShow}
        >
          <ArrowUpIcon /> {t('{count} new', { count: formatNumber(count) })}
        </Button>
      )}
    </div>
  )
}
