/** A charging profile as it is written in a form, and what becomes of it. Pure: texts in, OCPP's own fields out. */
import {
  convertLimit,
  roundLimit,
  secondsOfClock,
  type CurveProfile,
  type RateUnit,
} from '@/lib/schedule-curve'

export interface DraftPeriod {
  /** "22:00" from the start of the schedule. */
  start: string
  /** A, or kW. */
  limit: string
  /** '' leaves it to the charger. */
  phases: '' | '1' | '2' | '3'
}

export interface ProfileDraft {
  purpose: 'ChargePointMaxProfile' | 'TxDefaultProfile' | 'TxProfile'
  kind: CurveProfile['kind']
  recurrence: 'Daily' | 'Weekly'
  unit: RateUnit
  connector: string
  stackLevel: string
  /** As a `datetime-local` field holds it. */
  start: string
  /** "24:00"; '' is without end. */
  duration: string
  validFrom: string
  validTo: string
  transaction: string
  periods: DraftPeriod[]
}

const KILO = 1000

/** "11,5" -> 11.5; NaN for what is no number. */
export const decimal = (text: string): number =>
  text.trim() === '' ? NaN : Number(text.trim().replace(',', '.'))

/** A written limit in the unit of OCPP: kW are written, W are sent. */
export const limitOf = (text: string, unit: RateUnit): number =>
  unit === 'W' ? roundLimit(decimal(text) * KILO) : decimal(text)

const phasesOf = ({ phases }: DraftPeriod): number | null => (phases === '' ? null : Number(phases))

/** The same limit written in the other unit. */
export function convertWritten(period: DraftPeriod, from: RateUnit, to: RateUnit): DraftPeriod {
  const limit = limitOf(period.limit, from)
  if (from === to || Number.isNaN(limit)) return period
  const other = roundLimit(convertLimit(limit, from, to, phasesOf(period)))
  return { ...period, limit: String(to === 'W' ? Math.floor(other / 10) / 100 : other) }
}

const moment = (text: string): number | null => {
  const at = new Date(text).getTime()
  return text === '' || Number.isNaN(at) ? null : at
}

/** What is drawn while it is written: what cannot be read yet is left out. */
export function draftCurve(draft: ProfileDraft): CurveProfile {
  const periods = draft.periods.flatMap((period) => {
    const start = secondsOfClock(period.start) ?? longClock(period.start)
    const limit = limitOf(period.limit, draft.unit)
    return start === null || Number.isNaN(limit) ? [] : [{ start, limit, phases: phasesOf(period) }]
  })
  return {
    kind: draft.kind,
    recurrence: draft.kind === 'Recurring' ? draft.recurrence : null,
    unit: draft.unit,
    periods: periods.sort((a, b) => a.start - b.start),
    start: draft.kind === 'Relative' ? null : moment(draft.start),
    duration: draft.duration === '' ? null : longClock(draft.duration),
    validFrom: moment(draft.validFrom),
    validTo: moment(draft.validTo),
  }
}

/** Hours may go past a day: "72:00". */
export function longClock(text: string): number | null {
  const match = /^(\d{1,4}):([0-5]\d)$/.exec(text.trim())
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 : null
}

/** OCPP's own ChargingProfile; only of a draft that was checked. */
export function ocppProfile(draft: ProfileDraft): Record<string, unknown> {
  const curve = draftCurve(draft)
  const iso = (at: number | null, key: string) => (at === null ? {} : { [key]: new Date(at).toISOString() })
  return {
    stackLevel: Number(draft.stackLevel),
    chargingProfilePurpose: draft.purpose,
    chargingProfileKind: draft.kind,
    ...(curve.recurrence && { recurrencyKind: curve.recurrence }),
    ...(draft.purpose === 'TxProfile' && { transactionId: Number(draft.transaction) }),
    ...iso(curve.validFrom, 'validFrom'),
    ...iso(curve.validTo, 'validTo'),
    chargingSchedule: {
      chargingRateUnit: draft.unit,
      ...iso(curve.start, 'startSchedule'),
      ...(curve.duration !== null && { duration: curve.duration }),
      chargingSchedulePeriod: curve.periods.map(({ start, limit, phases }) => ({
        startPeriod: start,
        limit,
        ...(phases !== null && { numberPhases: phases }),
      })),
    },
  }
}

export type Preset = 'cap' | 'night' | 'pause'

/** What a preset changes; `usual` is the limit outside of it, as it is written; `day` the midnight before it. */
export function preset(kind: Preset, usual: string, day: string): Partial<ProfileDraft> {
  const at = (start: string, limit: string): DraftPeriod => ({ start, limit, phases: '' })
  const daily = { kind: 'Recurring', recurrence: 'Daily', duration: '24:00' } as const
  switch (kind) {
    case 'cap':
      return { kind: 'Absolute', start: `${day}T00:00`, duration: '', periods: [at('00:00', usual)] }
    case 'night':
      return { ...daily, start: `${day}T22:00`, periods: [at('00:00', usual), at('08:00', '0')] }
    case 'pause':
      return {
        ...daily,
        start: `${day}T00:00`,
        periods: [at('00:00', usual), at('17:00', '0'), at('20:00', usual)],
      }
  }
}
