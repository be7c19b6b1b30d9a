import { ChevronsUpDownIcon, type LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'

import { cn } from '@/lib/utils'

/** What opens the search of a picker, and shows what is chosen. */
export function PickerButton({
  icon: Icon,
  className,
  children,
  ...props
}: ComponentProps<'button'> & { icon: LucideIcon }) {
  return (
    <button
      type="button"
      aria-haspopup="listbox"
      className={cn(
        'flex h-10 w-full min-w-0 items-center gap-2 rounded-md border border-input bg-card px-3 text-left transition-colors hover:bg-accent aria-invalid:border-destructive',
        className,
      )}
      {...props}
    >
      <Icon aria-hidden="true" className="size-4 shrink-0 text-muted-foreground" />
      {children}
      <ChevronsUpDownIcon aria-hidden="true" className="size-4 shrink-0 text-muted-foreground" />
    </button>
  )
}
