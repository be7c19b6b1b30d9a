'use client'

import { CalendarIcon, XIcon } from 'lucide-react'
import { useState } from 'react'

import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { dayStart } from '@/lib/chart-data'
import { dayName } from '@/lib/day-moment'
import { formatDay } from '@/lib/format'
import { msg, t } from '@/lib/i18n'

interface DateFilterProps {
  /** What is between the days: "Started". */
  label: string
  /** Calendar days, "2026-11-19"; null = open. */
  from: string | null
  to: string | null
  onChange: (from: string | null, to: string | null) => void
}

const DAY = 86_400_000

/** A local calendar day, `ago` days before today. */
const day = (ago: number): string => dayName(Date.now() - ago * DAY)

const PRESETS = [
  { label: msg('Today'), from: 0, to: 0 },
  { label: msg('Yesterday'), from: 1, to: 1 },
  { label: msg('Last 7 days'), from: 6, to: 0 },
  { label: msg('Last 30 days'), from: 29, to: 0 },
]

function describe(from: string | null, to: string | null): string {
  const name = (value: string) => formatDay(dayStart(value))
  if (from && to)
    return from === to ? name(from) : t('{first} to {last}', { first: name(from), last: name(to) })
  if (from) return t('since {time}', { time: name(from) })
  return to ? t('until {day}', { day: name(to) }) : t('any time')
}

/** When it was: a preset or two days. */
export function DateFilter({ label, from, to, onChange }: DateFilterProps) {
  const [open, setOpen] = useState(false)
  const choose = (start: string | null, end: string | null) => {
    onChange(start, end)
    setOpen(false)
  }
  return (
    <span className="inline-flex h-10 items-stretch divide-x divide-input rounded-md border border-input bg-card text-sm shadow-card sm:h-8">
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger className="flex items-center gap-2 rounded-md px-2.5 hover:bg-accent">
          <CalendarIcon aria-hidden="true" className="size-4 text-muted-foreground" />
          <span className="text-muted-foreground">{label}</span>
          <span className="font-medium">{describe(from, to)}</span>
        </PopoverTrigger>
        <PopoverContent className="grid gap-3">
          <div className="grid grid-cols-2 gap-2">
            {PRESETS.map((preset) => (
              <Button
                key={t(preset.label)}
                variant="outline"
                className="max-sm:h-10"
                onClick={() => choose(day(preset.from), day(preset.to))}
              >
                {t(preset.label)}
              </Button>
            ))}
          </div>
          <div className="grid gap-2 sm:grid-cols-2">
            <DayInput label={t('From')} value={from} onChange={(value) => onChange(value, to)} />
            <DayInput label={t('To')} value={to} onChange={(value) => onChange(from, value)} />
          </div>
        </PopoverContent>
      </Popover>
      {(from || to) && (
        <button
          type="button"
          aria-label={t('Remove filter {label}', { label })}
          onClick={() => choose(null, null)}
          className="grid w-8 place-items-center rounded-r-md text-muted-foreground hover:bg-accent hover:text-foreground"
        >
          <XIcon className="size-4" />
        </button>
      )}
    </span>
  )
}

interface DayInputProps {
  label: string
  value: string | null
  onChange: (value: string | null) => void
}

function DayInput({ label, value, onChange }: DayInputProps) {
  return (
    <Label className="grid gap-1.5">
      {label}
      <Input
        type="date"
        className="h-10 px-2 text-sm sm:h-8"
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || null)}
      />
    </Label>
  )
}
