import type { ComponentProps } from 'react'

import { cn } from '@/lib/utils'

/** Its columns come and go with the room it has, beside a sidebar or another card: `@max-lg:hidden`. */
export function Table({ className, ...props }: ComponentProps<'table'>) {
  return (
    <div data-slot="table-container" className="@container relative w-full overflow-x-auto">
      <table
        data-slot="table"
        className={cn('w-full border-separate border-spacing-0 text-sm', className)}
        {...props}
      />
    </div>
  )
}

export function TableHeader({ className, ...props }: ComponentProps<'thead'>) {
  return <thead data-slot="table-header" className={cn('bg-muted/50', className)} {...props} />
}

export function TableBody({ className, ...props }: ComponentProps<'tbody'>) {
  return (
    <tbody
      data-slot="table-body"
      className={cn('[&_tr:last-child]:inset-shadow-none', className)}
      {...props}
    />
  )
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return (
    <tr
      data-slot="table-row"
      className={cn(
        // The edge's padding is a cell of its own: which column is the last one shown depends on the width.
        // Isolated, so that what a row shows is painted once while others come and go; its line is a shadow of its own,
        // for collapsed borders are painted anew for all of the table. No transition: the rows of a list that is
        // scrolled pass below the pointer.
        "isolate inset-shadow-[0_-1px_var(--border)] after:table-cell after:w-2 after:pl-2 after:content-[''] hover:bg-muted/60 data-[state=selected]:bg-charging-soft/60 data-[state=selected]:shadow-[inset_2px_0_0_var(--charging)]",
        className,
      )}
      {...props}
    />
  )
}

/** Where text follows a number, the two would otherwise read as one. */
const AFTER_NUMBER = '@lg:[.text-right+&:not(.text-right)]:pl-6'

export function TableHead({ className, ...props }: ComponentProps<'th'>) {
  return (
    <th
      data-slot="table-head"
      scope="col"
      className={cn(
        'h-8 px-2 text-left text-xs font-medium whitespace-nowrap text-muted-foreground first:pl-4',
        AFTER_NUMBER,
        className,
      )}
      {...props}
    />
  )
}

export function TableCell({ className, ...props }: ComponentProps<'td'>) {
  return (
    <td
      data-slot="table-cell"
      className={cn('h-10 px-2 py-1 align-middle whitespace-nowrap first:pl-4', AFTER_NUMBER, className)}
      {...props}
    />
  )
}
