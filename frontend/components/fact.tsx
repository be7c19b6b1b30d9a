import type { ReactNode } from 'react'

import { t } from '@/lib/i18n'
import { cn } from '@/lib/utils'

interface FactProps {
  label: string
  children: ReactNode
  /** The exact value, on hover. */
  title?: string
  /** In one line: what it is left, the value right, as in a sheet that lists many. */
  inline?: boolean
}

/** One fact of a `dl`: what it is above, the value below. */
export function Fact({ label, children, title, inline = false }: FactProps) {
  return (
    <div className={inline ? 'grid grid-cols-[5.5rem_minmax(0,1fr)] gap-3' : 'min-w-0'}>
      <dt className={cn('text-muted-foreground', !inline && 'text-xs')}>{label}</dt>
      <dd className={cn('wrap-anywhere', inline ? 'tabular-nums' : 'font-medium')} title={title}>
        {children || <span className="font-normal text-muted-foreground">{t('Unknown')}</span>}
      </dd>
    </div>
  )
}
