import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  icon: LucideIcon
  title: string
  children?: ReactNode
  /** The one thing to do next. */
  action?: ReactNode
}

export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-3 px-6 py-12 text-center max-md:py-8 max-md:[&_[data-slot=button]]:h-10">
      <Icon aria-hidden="true" className="size-5 text-muted-foreground" />
      <div className="max-w-sm text-balance">
        <p className="font-medium">{title}</p>
        {children && <p className="text-muted-foreground">{children}</p>}
      </div>
      {action}
    </div>
  )
}
