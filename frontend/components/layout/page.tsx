import type { ReactNode } from 'react'

import { cn } from '@/lib/utils'

/** A page's padding: 24, on the phone 16. */
export function Page({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div
      className={cn(
        'flex min-w-0 flex-1 flex-col gap-3 px-4 pb-4 md:gap-4 md:px-6 md:pt-5 md:pb-6',
        className,
      )}
    >
      {children}
    </div>
  )
}

/** The page's title, a sentence with the numbers in it, and its one primary action; on the phone for a thumb. */
export function PageHeader({ title, action }: { title: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-x-4 gap-y-2 max-sm:flex-wrap max-md:[&_[data-slot=button]]:h-10">
      <h1 className="text-xl font-semibold">{title}</h1>
      {action}
    </div>
  )
}
