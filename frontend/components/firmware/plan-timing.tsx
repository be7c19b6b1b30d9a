'use client'

import { useId, type ReactNode } from 'react'

import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import type { Pace } from '@/lib/firmware-plan'
import { t } from '@/lib/i18n'
import type { FirmwareUpdate } from '@/lib/types'

const DAY = 86_400
const ALL = 'all'
const SIZES = [5, 10, 20, 50, 200, 1000]

export interface TimingValues {
  /** A `datetime-local` value; empty: now. */
  begin: string
  install: string
  /** Chargers of a wave, or all. */
  size: string
  minutes: string
  retries: string
  waitsDays: string
}

export const TIMING: TimingValues = {
  begin: '',
  install: '',
  size: ALL,
  minutes: '30',
  retries: '3',
  waitsDays: '7',
}

interface Timing {
  pace: Pace
  begin: string | null
  rest: Pick<FirmwareUpdate, 'install_at' | 'retries' | 'retry_interval' | 'waits_for'>
  /** What is not valid. */
  problem: string | null
}

const moment = (text: string): string | null => (text === '' ? null : new Date(text).toISOString())
const whole = (text: string): number | null => (/^\d+$/.test(text.trim()) ? Number(text) : null)

/** What the fields mean. */
export function timingOf(values: TimingValues): Timing {
  const [minutes, retries, days] = [values.minutes, values.retries, values.waitsDays].map(whole)
  return {
    pace: { size: values.size === ALL ? null : Number(values.size), minutes: minutes ?? 0 },
    begin: moment(values.begin),
    rest: {
      install_at: moment(values.install),
      retries: retries ?? null,
      retry_interval: null,
      waits_for: (days ?? 7) * DAY,
    },
    problem: problemOf(minutes ?? null, retries ?? null, days ?? null),
  }
}

function problemOf(minutes: number | null, retries: number | null, days: number | null): string | null {
  if (minutes === null || minutes < 1 || minutes > 1440) return t('Waves are 1 to 1440 minutes apart.')
  if (retries === null || retries > 20) return t('A charger tries 0 to 20 times again.')
  if (days === null || days < 1 || days > 30) return t('It waits 1 to 30 days for chargers that are offline.')
  return null
}

interface PlanTimingProps {
  values: TimingValues
  onChange: (values: TimingValues) => void
  signed: boolean
}

/** When, how many at a time, and how often a charger tries. */
export function PlanTiming({ values, onChange, signed }: PlanTimingProps) {
  const set = (change: Partial<TimingValues>) => onChange({ ...values, ...change })
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={t('Fetch it from')} hint={t('Empty: now.')}>
        {(id) => (
          <Input
            id={id}
            type="datetime-local"
            value={values.begin}
            onChange={({ target }) => set({ begin: target.value })}
          />
        )}
      </Field>
      {signed && (
        <Field label={t('Install it from')} hint={t('Empty: as soon as it is there.')}>
          {(id) => (
            <Input
              id={id}
              type="datetime-local"
              value={values.install}
              onChange={({ target }) => set({ install: target.value })}
            />
          )}
        </Field>
      )}
      <Field label={t('Pace')} hint={t('Waves keep part of the fleet charging.')}>
        {(id) => (
          <Select value={values.size} onValueChange={(size) => set({ size })}>
            <SelectTrigger id={id} className="w-full">
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              <SelectItem value={ALL}>{t('All together')}</SelectItem>
              {SIZES.map((size) => (
                <SelectItem key={size} value={String(size)}>
                  {t('{size, number} at a time', { size })}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        )}
      </Field>
      {values.size !== ALL && (
        <NumberField
          label={t('Minutes between waves')}
          value={values.minutes}
          onChange={(minutes) => set({ minutes })}
        />
      )}
      <NumberField
        label={t('Tries again')}
        hint={t('So often the charger itself, when a download fails.')}
        value={values.retries}
        onChange={(retries) => set({ retries })}
      />
      <NumberField
        label={t('Days to wait for offline chargers')}
        value={values.waitsDays}
        onChange={(waitsDays) => set({ waitsDays })}
      />
    </div>
  )
}

interface FieldProps {
  label: string
  hint?: string
  children: (id: string) => ReactNode
}

function Field({ label, hint, children }: FieldProps) {
  const id = useId()
  return (
    <div className="grid content-start gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      {children(id)}
      {hint && <p className="text-xs text-muted-foreground">{hint}</p>}
    </div>
  )
}

interface NumberFieldProps {
  label: string
  hint?: string
  value: string
  onChange: (value: string) => void
}

function NumberField({ label, hint, value, onChange }: NumberFieldProps) {
  return (
    <Field label={label} {...(hint && { hint })}>
      {(id) => (
        <Input id={id} inputMode="numeric" value={value} onChange={({ target }) => onChange(target.value)} />
      )}
    </Field>
  )
}
