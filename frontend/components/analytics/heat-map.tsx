'use client'

import { useState, type KeyboardEvent } from 'react'

import { heatStep, type HeatCell } from '@/lib/analytics/rows'
import { t } from '@/lib/i18n'
import { cn } from '@/lib/utils'

interface HeatMapProps {
  /** A row for each day, a cell for each hour. */
  cells: HeatCell[][]
  days: string[]
  hours: string[]
  colour: 'energy' | 'charging'
  label: string
  format: (value: number | null) => string
}

const COLOURS = { energy: 'var(--chart-energy)', charging: 'var(--charging)' } as const
const STEPS = [8, 30, 52, 76, 100]
/** Below every third hour its name. */
const EVERY = 3

const MOVES: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

type Place = [day: number, hour: number]

/** Hours across, weekdays down. The arrows walk the cells; the one under pointer or focus is said below. */
export function HeatMap({ cells, days, hours, colour, label, format }: HeatMapProps) {
  const [[day, hour], setPlace] = useState<Place>([0, 0])
  const [said, setSaid] = useState<Place | null>(null)
  const highest = Math.max(0, ...cells.flat().map(({ value }) => value ?? 0))
  const ground = (step: number) =>
    `color-mix(in oklch, ${COLOURS[colour]} ${STEPS[step] ?? 100}%, var(--card))`
  const name = ([row, column]: Place) =>
    t('{day}, {hour}: {value}', {
      day: days[row] ?? '',
      hour: hours[column] ?? '',
      value: format(cells[row]?.[column]?.value ?? null),
    })
  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const move = MOVES[event.key]
    if (!move) return
    event.preventDefault()
    // The arrows walk here, not through the page's rows.
    event.stopPropagation()
    const next: Place = [clamp(day + move[0], days.length), clamp(hour + move[1], hours.length)]
    setPlace(next)
    event.currentTarget.querySelector<HTMLElement>(`[data-place="${next.join('-')}"]`)?.focus()
  }
  return (
    <div className="flex h-full flex-col">
      <div
        role="grid"
        aria-label={label}
        className="grid min-h-0 flex-1 gap-px sm:gap-0.5"
        style={{ gridTemplateRows: `repeat(${days.length}, minmax(0, 1fr)) auto` }}
        onKeyDown={walk}
        onMouseLeave={() => setSaid(null)}
      >
        {cells.map((row, at) => (
          <div key={days[at]} role="row" className={ROW}>
            <span role="rowheader" className="self-center text-2xs text-muted-foreground">
              {days[at]}
            </span>
            {row.map(({ value }, column) => (
              <div
                key={hours[column]}
                role="gridcell"
                data-place={`${at}-${column}`}
                tabIndex={at === day && column === hour ? 0 : -1}
                aria-label={name([at, column])}
                className={cn(
                  'rounded-xs outline-offset-1',
                  value === null &&
                    'bg-[repeating-linear-gradient(135deg,var(--muted)_0_3px,transparent_3px_6px)]',
                )}
                style={value === null ? undefined : { background: ground(heatStep(value, highest)) }}
                onMouseEnter={() => setSaid([at, column])}
                onFocus={() => {
                  setPlace([at, column])
                  setSaid([at, column])
                }}
                onBlur={() => setSaid(null)}
              />
            ))}
          </div>
        ))}
        <div aria-hidden="true" className={cn(ROW, 'pt-1 text-2xs text-muted-foreground tabular-nums')}>
          <span />
          {hours
            .filter((_, column) => column % EVERY === 0)
            .map((text) => (
              <span key={text} style={{ gridColumn: `span ${EVERY}` }}>
                {text.slice(0, 2)}
              </span>
            ))}
        </div>
      </div>
      <div className="flex h-7 items-end justify-between gap-3 text-xs text-muted-foreground">
        <span aria-live="polite" className="truncate font-medium text-foreground tabular-nums">
          {said && name(said)}
        </span>
        <span className="flex shrink-0 items-center gap-1.5 tabular-nums">
          {format(0)}
          <span aria-hidden="true" className="flex gap-px">
            {STEPS.map((_, step) => (
              <span key={step} className="h-2.5 w-4 rounded-xs" style={{ background: ground(step) }} />
            ))}
          </span>
          {format(highest)}
        </span>
      </div>
    </div>
  )
}

const ROW = 'grid grid-cols-[2.25rem_repeat(24,minmax(0,1fr))] gap-px sm:gap-0.5'

const clamp = (value: number, length: number) => Math.min(length - 1, Math.max(0, value))
