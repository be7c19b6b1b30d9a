import type { ReactNode } from 'react'

/** Says to who points at an icon, or comes to it with the keyboard, what its label says to others. */
export function Hint({ text, children }: { text: string; children: ReactNode }) {
  return (
    <span className="group/hint relative inline-flex">
      {children}
      <span
        aria-hidden="true"
        className="pointer-events-none absolute right-0 bottom-full z-50 mb-1 hidden rounded-md bg-primary px-2 py-1 text-xs whitespace-nowrap text-primary-foreground group-hover/hint:block group-has-focus-visible/hint:block"
      >
        {text}
      </span>
    </span>
  )
}
