'use client'

import { useEffect, useRef, type ComponentProps } from 'react'

import { cn } from '@/lib/utils'

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'checked' | 'onChange' | 'ref'> {
  /** Indeterminate: of what it stands for, some are checked and some are not. */
  checked: boolean | 'indeterminate'
  onCheckedChange: (checked: boolean) => void
}

/** The browser's own: lists have one in each row, and nothing is lighter. */
export function Checkbox({ checked, onCheckedChange, className, ...props }: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = checked === 'indeterminate'
  }, [checked])
  return (
    <input
      ref={box}
      type="checkbox"
      data-slot="checkbox"
      checked={checked === true}
      onChange={(event) => onCheckedChange(event.currentTarget.checked)}
      className={cn(
        "grid size-4 shrink-0 appearance-none place-content-center rounded-sm border border-input bg-card before:size-2.5 before:content-[''] checked:border-primary checked:bg-primary checked:before:bg-primary-foreground checked:before:[clip-path:polygon(8%_46%,0_57%,39%_92%,100%_18%,89%_8%,37%_72%)] indeterminate:before:bg-foreground indeterminate:before:[clip-path:inset(42%_0)] disabled:opacity-50",
        className,
      )}
      {...props}
    />
  )
}
