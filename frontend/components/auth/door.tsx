import Link from 'next/link'
import type { ReactNode } from 'react'

/** A door's title and what it is for. */
export function DoorHead({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <h1 className="text-2xl font-semibold">{title}</h1>
      <p className="mt-1 text-base font-normal wrap-anywhere text-muted-foreground">{children}</p>
    </>
  )
}

/** "New here? Create an account". */
export function DoorFoot({ question, href, children }: { question: string; href: string; children: string }) {
  return (
    <p className="mt-7 text-center text-sm text-muted-foreground">
      {question}{' '}
      <Link
        href={href}
        className="border-b border-input pb-px font-medium text-foreground hover:border-foreground"
      >
        {children}
      </Link>
    </p>
  )
}

/** What belongs to no field. */
export function FormError({ children }: { children: string | undefined }) {
  if (!children) return null
  return (
    <p role="alert" className="text-sm text-destructive">
      {children}
    </p>
  )
}
