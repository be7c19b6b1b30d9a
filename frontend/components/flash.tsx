'use client'

import { useState, type ReactNode } from 'react'

import { cn } from '@/lib/utils'

interface FlashProps {
  /** What is watched; a change of it flashes the soft ground once. */
  value: string | number | null | undefined
  className?: string
  children: ReactNode
}

/** Marks a figure that has just changed. It does not count up, and the first value does not flash. */
export function Flash({ value, className, children }: FlashProps) {
  const [seen, setSeen] = useState({ value, changes: 0 })
  if (seen.value !== value) setSeen({ value, changes: seen.changes + 1 })
  return (
    <span key={seen.changes} className={cn('rounded-sm', seen.changes > 0 && 'animate-flash', className)}>
      {children}
    </span>
  )
}
