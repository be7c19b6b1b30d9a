interface Line {
  label: string
  value: string
  className?: string
  /** Its colour, where that is no class. */
  fill?: string
}

/** Time, then each value with its unit. */
export function ChartTooltip({ title, lines, note }: { title: string; lines: Line[]; note?: string | null }) {
  return (
    <div className="rounded-lg border bg-popover px-3 py-2 text-xs text-popover-foreground shadow-pop">
      <p className="font-medium tabular-nums">{title}</p>
      {lines.map(({ label, value, className = '', fill }) => (
        <p key={label} className="flex items-center justify-between gap-4">
          <span className="flex items-center gap-1.5 text-muted-foreground">
            <span
              aria-hidden="true"
              className={`size-1.5 rounded-full ${className}`}
              style={{ background: fill }}
            />
            {label}
          </span>
          <span className="font-medium tabular-nums">{value}</span>
        </p>
      ))}
      {note && <p className="text-muted-foreground tabular-nums">{note}</p>}
    </div>
  )
}
