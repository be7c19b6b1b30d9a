'use client'

import { EllipsisIcon } from 'lucide-react'
import { useState, type ComponentProps, type FocusEvent, type ReactNode } from 'react'

import { Button } from '@/components/ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'

interface RowMenuProps {
  label: string
  children: ReactNode
}

/** What can be done with one row. It is made when it is first opened: a long list has as many as rows. */
export function RowMenu({ label, children }: RowMenuProps) {
  const [made, setMade] = useState<'by hand' | 'by key' | null>(null)
  if (!made) {
    return (
      <MenuButton
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={false}
        onClick={({ detail: clicks }) => setMade(clicks === 0 ? 'by key' : 'by hand')}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setMade('by key')
        }}
      />
    )
  }
  return (
    <DropdownMenu defaultOpen onOpenChange={() => setMade('by hand')}>
      <DropdownMenuTrigger asChild>
        <MenuButton aria-label={label} />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" {...(made === 'by key' && { onFocus: toFirstItem })}>
        {children}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

// The menu does so itself for keys that it has seen; the one that made it came before it.
function toFirstItem({ target, currentTarget }: FocusEvent<HTMLElement>): void {
  if (target === currentTarget) currentTarget.querySelector<HTMLElement>('[role=menuitem]')?.focus()
}

function MenuButton(props: ComponentProps<typeof Button>) {
  return (
    <Button variant="ghost" size="icon-xs" {...props}>
      <EllipsisIcon />
    </Button>
  )
}
