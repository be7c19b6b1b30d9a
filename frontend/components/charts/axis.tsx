import type { ReactNode } from 'react'

import { numberLocale } from '@/lib/i18n'

export const AXIS_TEXT = { fontSize: 11, fill: 'var(--muted-foreground)' }
export const AXIS_WIDTH = 40
export const AXIS_WIDTH_COMPACT = 38

interface TickProps {
  x?: number | string
  y?: number | string
  payload?: { value: number }
  textAnchor?: 'start' | 'middle' | 'end' | 'inherit'
}

/** An axis value; that of the limit is bold, because it is the one the reader measures against. */
export function ValueTick({ x, y, payload, textAnchor, limit }: TickProps & { limit?: number | null }) {
  const value = payload?.value ?? 0
  const isLimit = value === limit
  return (
    <text
      x={x}
      y={y}
      dy="0.35em"
      textAnchor={textAnchor}
      fontSize={11}
      fontWeight={isLimit ? 600 : 400}
      fill={isLimit ? 'var(--foreground)' : 'var(--muted-foreground)'}
      className="tabular-nums"
    >
      {value.toLocaleString(numberLocale(), { maximumFractionDigits: 1 })}
    </text>
  )
}

/** A time below the axis; the first and last stay inside the plot. */
export function TimeTick({
  x,
  y,
  payload,
  start,
  end,
  format,
}: TickProps & { start: number; end: number; format: (at: number) => string }) {
  const at = payload?.value ?? 0
  const anchor = at <= start ? 'start' : at >= end ? 'end' : 'middle'
  return (
    <text x={x} y={y} dy="0.9em" textAnchor={anchor} {...AXIS_TEXT} className="tabular-nums">
      {format(at)}
    </text>
  )
}

interface AxisUnitProps {
  side: 'left' | 'right'
  compact?: boolean
  /** Of its axis. */
  width?: number
  children: ReactNode
}

/** The unit, once, on top of its axis. */
export function AxisUnit({ side, compact = false, width, children }: AxisUnitProps) {
  const place = side === 'left' ? 'left-0 text-right' : 'right-0 pl-2 text-left'
  return (
    <span
      aria-hidden="true"
      className={`pointer-events-none absolute -top-1 text-2xs text-muted-foreground ${place}`}
      style={{ width: (width ?? (compact ? AXIS_WIDTH_COMPACT : AXIS_WIDTH)) - 8 }}
    >
      {children}
    </span>
  )
}
