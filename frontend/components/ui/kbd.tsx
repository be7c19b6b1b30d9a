import type { ComponentProps } from 'react'

import { cn } from '@/lib/utils'

export function Kbd({ className, ...props }: ComponentProps<'kbd'>) {
  return (
    <kbd
      data-slot="kbd"
      className={cn(
        'grid h-5 min-w-5 place-items-center rounded-sm border bg-card px-0.75 font-sans text-2xs text-muted-foreground',
        className,
      )}
      {...props}
    />
  )
}
