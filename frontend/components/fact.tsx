import type { ReactNode } from 'react'

import { t } from '@/lib/i18n'

interface FactProps {
  label: string
  children: ReactNode
  /** The exact value, on hover. */
  title?: string
}

/** One fact of a `dl`: what it is above, the value below. */
export function Fact({ label, children, title }: FactProps) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd className="font-medium wrap-anywhere" title={title}>
        {children || <span className="font-normal text-muted-foreground">{t('Unknown')}</span>}
      </dd>
    </div>
  )
}
