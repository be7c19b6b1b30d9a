import type { ReactNode } from 'react'

const LINES = {
  power: 'border-charging border-t-2',
  energy: 'border-chart-energy border-t-2',
  limit: 'border-foreground/75 border-t-2',
  reported: 'border-charging border-t-2 border-dashed',
  compare: 'border-chart-compare border-t border-dotted',
} as const

export function LegendItem({ line, children }: { line: keyof typeof LINES; children: ReactNode }) {
  return (
    <span className="flex items-center gap-2 text-xs whitespace-nowrap text-muted-foreground">
      <span aria-hidden="true" className={`w-3.5 ${LINES[line]}`} />
      {children}
    </span>
  )
}

/** The name of a bar's colour. */
export function LegendBlock({ fill, children }: { fill: string; children: ReactNode }) {
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-xs whitespace-nowrap text-muted-foreground">
      <span aria-hidden="true" className="size-2 shrink-0 rounded-xs" style={{ background: fill }} />
      <span className="truncate">{children}</span>
    </span>
  )
}
