'use client'

import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'

interface RowLinkProps {
  href: string
  className?: string
  children: ReactNode
}

/** Where a row leads, for the keyboard and for another tab. A long list has as many as rows: lighter than `Link`. */
export function RowLink({ href, className, children }: RowLinkProps) {
  const router = useRouter()
  return (
    <a
      href={href}
      data-row-link
      className={className}
      onClick={(event) => {
        const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
        if (elsewhere) return
        event.preventDefault()
        router.push(href)
      }}
    >
      {children}
    </a>
  )
}
