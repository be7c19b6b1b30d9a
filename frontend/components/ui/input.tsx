import type { ComponentProps } from 'react'

import { cn } from '@/lib/utils'

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return (
    <input
      data-slot="input"
      className={cn(
        'h-10 w-full min-w-0 rounded-md border border-input bg-card px-3 text-base transition-colors placeholder:text-muted-foreground',
        // A date has its focus in a part of it.
        'focus-within:border-ring focus-within:ring-3 focus-within:ring-ring/25 focus-visible:outline-none',
        'disabled:opacity-50 aria-invalid:border-destructive',
        className,
      )}
      {...props}
    />
  )
}
