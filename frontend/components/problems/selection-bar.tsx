'use client'

import type { useSelection } from '@/components/problems/use-selection'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { t } from '@/lib/i18n'
import type { AttentionItem } from '@/lib/types'

interface SelectionBarProps {
  selection: ReturnType<typeof useSelection<AttentionItem>>
  all: AttentionItem[]
  dismiss: (items: AttentionItem[]) => void
  snooze: (items: AttentionItem[]) => void
}

/** Above the rows: select all of them, and what then can be done with several at once. */
export function SelectionBar({ selection, all, dismiss, snooze }: SelectionBarProps) {
  const { selected } = selection
  const whole = selected.length === all.length
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-3 border-b bg-muted/50 px-4 py-1.5">
      <Checkbox
        aria-label={t('Select all')}
        checked={whole ? true : selected.length > 0 ? 'indeterminate' : false}
        onCheckedChange={() => (whole ? selection.none() : selection.all())}
      />
      {selected.length === 0 ? (
        <span className="text-muted-foreground">{t('Newest first')}</span>
      ) : (
        <>
          <span aria-live="polite" className="font-medium">
            {t('{count, number} selected', { count: selected.length })}
          </span>
          <span className="ml-auto flex gap-2">
            <Button variant="outline" size="xs" className="max-md:h-10" onClick={() => dismiss(selected)}>
              {t('Dismiss')}
            </Button>
            <Button variant="ghost" size="xs" className="max-md:h-10" onClick={() => snooze(selected)}>
              {t('Snooze 1 h')}
            </Button>
          </span>
        </>
      )}
    </div>
  )
}
