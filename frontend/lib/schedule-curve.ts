/**
 * The arithmetic of charging profiles: which limit holds when, as steps over time. Pure: time is an argument, in ms.
 * The rules are those of the server (OCPP 1.6, 3.13): recurrence counts in UTC, A is of each phase, W of all of them.
 */
import { listOf, numberOf, objectOf, textOf, type Payload } from '@/lib/ocpp/values'

export type RateUnit = 'A' | 'W'

/** Between phase and neutral, for what comes in the other unit. */
export const NOMINAL_VOLTAGE = 230
export const USUAL_PHASES = 3

const SECOND = 1000
const HOUR = 3_600_000
const DAY = 24 * HOUR
const CYCLES: Record<string, number> = { Daily: DAY, Weekly: 7 * DAY }

/** `start` in seconds from that of the schedule. */
export interface CurvePeriod {
  start: number
  limit: number
  phases: number | null
}

export interface CurveProfile {
  kind: 'Absolute' | 'Recurring' | 'Relative'
  recurrence: string | null
  unit: RateUnit
  periods: CurvePeriod[]
  start: number | null
  /** Seconds; null is without end. */
  duration: number | null
  validFrom: number | null
  validTo: number | null
}

/** From `at` on this limit holds; null is no limit by what is drawn. */
export interface Step {
  at: number
  limit: number | null
  phases: number | null
}

export interface Span {
  begin: number
  end: number
}

/** A limit in another unit, exactly. */
export function convertLimit(limit: number, from: RateUnit, to: RateUnit, phases: number | null): number {
  if (from === to) return limit
  const wattsOfAnAmpere = NOMINAL_VOLTAGE * (phases ?? USUAL_PHASES)
  return from === 'A' ? limit * wattsOfAnAmpere : limit / wattsOfAnAmpere
}

/** Rounded down to the one decimal that a limit may have (SC-11). */
export const roundLimit = (limit: number): number => Math.floor(limit * 10 + 1e-6) / 10

const moment = (value: unknown): number | null => {
  const at = Date.parse(textOf(value) ?? '')
  return Number.isNaN(at) ? null : at
}

interface StoredProfile {
  kind: CurveProfile['kind']
  recurrence: string | null
  valid_from: string | null
  valid_to: string | null
  schedule: Payload
}

/** A profile as the server keeps it: limits are numbers or exact decimals. */
export function curveProfile(profile: StoredProfile): CurveProfile {
  const { schedule } = profile
  return {
    kind: profile.kind,
    recurrence: profile.recurrence,
    unit: unitOf(schedule),
    periods: periodsOf(schedule),
    start: moment(schedule['startSchedule']),
    duration: numberOf(schedule['duration']),
    validFrom: moment(profile.valid_from),
    validTo: moment(profile.valid_to),
  }
}

const unitOf = (schedule: Payload): RateUnit => (schedule['chargingRateUnit'] === 'W' ? 'W' : 'A')

function periodsOf(schedule: Payload): CurvePeriod[] {
  return listOf(schedule['chargingSchedulePeriod']).map((entry) => {
    const period = objectOf(entry)
    return {
      start: numberOf(period['startPeriod']) ?? 0,
      limit: numberOf(period['limit']) ?? 0,
      phases: numberOf(period['numberPhases']),
    }
  })
}

/** When the schedule that runs at this moment has begun; `started`: the transaction, for a relative one. */
function scheduleStart(profile: CurveProfile, at: number, started: number | null): number | null {
  if (profile.kind === 'Relative') return started
  const cycle = profile.kind === 'Recurring' ? CYCLES[profile.recurrence ?? ''] : undefined
  const { start } = profile
  if (start === null || cycle === undefined || at < start) return start
  return start + Math.floor((at - start) / cycle) * cycle
}

/** The period of a profile at one moment; null when it says nothing about it. */
export function periodAt(
  profile: CurveProfile,
  at: number,
  started: number | null = null,
): CurvePeriod | null {
  if (profile.validFrom !== null && at < profile.validFrom) return null
  if (profile.validTo !== null && at >= profile.validTo) return null
  const start = scheduleStart(profile, at, started)
  if (start === null || at < start) return null
  const elapsed = (at - start) / SECOND
  if (profile.duration !== null && elapsed >= profile.duration) return null
  return profile.periods.filter((period) => period.start <= elapsed).at(-1) ?? null
}

/** Moments at which a profile may say something else than before. */
function changes(profile: CurveProfile, { begin, end }: Span, started: number | null): number[] {
  const bounds = [profile.validFrom, profile.validTo].filter((at) => at !== null)
  const ends = profile.duration === null ? [] : [profile.duration]
  const offsets = [0, ...profile.periods.map(({ start }) => start), ...ends]
  const found = starts(profile, { begin, end }, started).flatMap((start) =>
    offsets.map((offset) => start + offset * SECOND),
  )
  return [...bounds, ...found].filter((at) => at > begin && at < end)
}

function starts(profile: CurveProfile, { begin, end }: Span, started: number | null): number[] {
  const cycle = profile.kind === 'Recurring' ? CYCLES[profile.recurrence ?? ''] : undefined
  const first = scheduleStart(profile, begin, started)
  if (first === null) return []
  if (cycle === undefined) return [first]
  return Array.from({ length: Math.max(0, Math.ceil((end - first) / cycle)) }, (_, n) => first + n * cycle)
}

/** What a profile says over a span, each step with another limit than the one before, in `unit`. */
export function profileSteps(
  profile: CurveProfile,
  span: Span,
  unit: RateUnit,
  started: number | null = null,
): Step[] {
  const moments = [...new Set([span.begin, ...changes(profile, span, started)])].sort((a, b) => a - b)
  return distinct(
    moments.map((at) => {
      const period = periodAt(profile, at, started)
      if (!period) return { at, limit: null, phases: null }
      const limit = roundLimit(convertLimit(period.limit, profile.unit, unit, period.phases))
      return { at, limit, phases: period.phases }
    }),
  )
}

const distinct = (steps: Step[]): Step[] =>
  steps.filter(({ limit, phases }, index) => {
    const before = steps[index - 1]
    return !before || before.limit !== limit || before.phases !== phases
  })

/** The server's composite: seconds from its begin, limits as exact decimals. */
export function compositeSteps(
  periods: { start: number; limit: string | null; number_phases: number | null }[],
  begin: number,
): Step[] {
  return periods.map(({ start, limit, number_phases }) => ({
    at: begin + start * SECOND,
    limit: limit === null ? null : Number(limit),
    phases: number_phases,
  }))
}

/** What a charger answered to GetCompositeSchedule, in `unit`; null where its answer holds no schedule. */
export function answeredSteps(response: Payload | null, unit: RateUnit): Step[] | null {
  const schedule = objectOf(response?.['chargingSchedule'])
  const begin = moment(response?.['scheduleStart']) ?? moment(schedule['startSchedule'])
  const periods = periodsOf(schedule)
  if (begin === null || periods.length === 0) return null
  const given = unitOf(schedule)
  const steps = periods.map(({ start, limit, phases }) => ({
    at: begin + start * SECOND,
    limit: roundLimit(convertLimit(limit, given, unit, phases)),
    phases,
  }))
  const duration = numberOf(schedule['duration'])
  return duration === null ? steps : [...steps, { at: begin + duration * SECOND, limit: null, phases: null }]
}

export function limitAt(steps: Step[], at: number): number | null {
  return steps.filter((step) => step.at <= at).at(-1)?.limit ?? null
}

export interface Difference extends Span {
  ours: number | null
  theirs: number | null
}

/** A second is lost on the way to a charger, a tenth of an ampere in rounding. */
const BLINK = 5 * SECOND
const ROUNDING: Record<RateUnit, number> = { A: 0.15, W: 110 }

/** Where two curves say something else; what lasts no longer than a message takes is none. */
export function differences(ours: Step[], theirs: Step[], span: Span, unit: RateUnit): Difference[] {
  const moments = [span.begin, ...[...ours, ...theirs].map(({ at }) => at)]
    .filter((at) => at >= span.begin && at < span.end)
    .sort((a, b) => a - b)
  const pieces = moments.map((begin, index) => ({
    begin,
    end: moments[index + 1] ?? span.end,
    ours: limitAt(ours, begin),
    theirs: limitAt(theirs, begin),
  }))
  return pieces.filter(
    (piece) => piece.end - piece.begin > BLINK && !same(piece.ours, piece.theirs, ROUNDING[unit]),
  )
}

const same = (a: number | null, b: number | null, rounding: number): boolean =>
  a === null || b === null ? a === b : Math.abs(a - b) <= rounding

/** A row of a chart: a moment, and what each curve says there. */
export type CurveRow = { x: number } & Record<string, number | null>

/** Rows that a straight line through all of them draws as steps: each change has one row before and one after it. */
export function stepRows(curves: Record<string, Step[]>, { begin, end }: Span): CurveRow[] {
  const inside = Object.values(curves)
    .flatMap((steps) => steps.map(({ at }) => at))
    .filter((at) => at > begin && at < end)
  const moments = [...new Set(inside)].sort((a, b) => a - b)
  const row = (x: number, at: number): CurveRow => ({
    ...Object.fromEntries(Object.entries(curves).map(([key, steps]) => [key, limitAt(steps, at)])),
    x,
  })
  return [row(begin, begin), ...moments.flatMap((at) => [row(at, at - 1), row(at, at)]), row(end, end - 1)]
}

/** The span that shows all of a profile: a cycle, its schedule, or the hours of a session. */
export function profileSpan(profile: CurveProfile, now: number): Span {
  const cycle = profile.kind === 'Recurring' ? CYCLES[profile.recurrence ?? ''] : undefined
  if (cycle !== undefined) {
    // One that begins later is shown from its beginning.
    const begin = Math.max(new Date(now).setHours(0, 0, 0, 0), profile.start ?? 0)
    return { begin, end: begin + cycle }
  }
  const last = profile.periods.at(-1)?.start ?? 0
  const seconds = profile.duration ?? Math.max(HOUR / SECOND, last * 1.25)
  const begin = profile.kind === 'Relative' ? 0 : (profile.start ?? now)
  return { begin, end: begin + seconds * SECOND }
}

/** The steps of a profile over its own span: a relative one counts from its transaction, at 0. */
export function ownSteps(profile: CurveProfile, span: Span, unit: RateUnit = profile.unit): Step[] {
  const whole = profile.kind === 'Relative' ? { ...profile, validFrom: null, validTo: null } : profile
  return profileSteps(whole, span, unit, profile.kind === 'Relative' ? 0 : null)
}

/** Its highest and lowest limit in its own unit; null without periods. */
export function limitRange({ periods }: CurveProfile): { low: number; high: number } | null {
  const limits = periods.map(({ limit }) => limit)
  return limits.length === 0 ? null : { low: Math.min(...limits), high: Math.max(...limits) }
}

export type ProfileState = 'holds' | 'waits' | 'over'

/** Whether it is valid at a moment, will be, or was. An absolute schedule is over with its duration. */
export function profileState(profile: CurveProfile, now: number): ProfileState {
  const { validFrom, validTo, start, duration, kind } = profile
  const ends = kind === 'Absolute' && start !== null && duration !== null ? start + duration * SECOND : null
  if ([validTo, ends].some((end) => end !== null && now >= end)) return 'over'
  if ([validFrom, kind === 'Relative' ? null : start].some((begin) => begin !== null && now < begin))
    return 'waits'
  return 'holds'
}

/** An SVG path of steps, scaled to its own highest limit; gaps are gaps. */
export function stepPath(steps: Step[], { begin, end }: Span, width: number, height: number): string {
  const top = Math.max(...steps.map(({ limit }) => limit ?? 0), 1)
  const x = (at: number) => (((at - begin) / (end - begin)) * width).toFixed(1)
  const y = (limit: number) => (height - (limit / top) * height).toFixed(1)
  return steps
    .map(({ at, limit }, index) => {
      if (limit === null) return ''
      const before = steps[index - 1]
      const reach = x(Math.min(steps[index + 1]?.at ?? end, end))
      const open = before?.limit == null ? `M${x(at)} ${y(limit)}` : `V${y(limit)}`
      return `${open}H${reach}`
    })
    .join('')
}

/** "22:00" -> seconds from midnight; null when it is no time. */
export function secondsOfClock(clock: string): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(clock.trim())
  if (!match) return null
  const [hours, minutes] = [Number(match[1]), Number(match[2])]
  return hours > 24 || minutes > 59 || (hours === 24 && minutes > 0) ? null : hours * 3600 + minutes * 60
}

/** Seconds -> "30:15"; hours go on past a day. */
export function clockOfSeconds(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

const TICK_STEPS = [5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880].map((minutes) => minutes * 60_000)

/** At most `count` moments inside a span, on whole hours (or what is rounder) from `origin` on. */
export function spanTicks({ begin, end }: Span, count: number, origin: number): number[] {
  const step = TICK_STEPS.find((candidate) => (end - begin) / candidate <= count) ?? (end - begin) / count
  const first = origin + Math.ceil((begin - origin) / step) * step
  const found = Math.floor((end - first) / step) + 1
  return Array.from({ length: Math.max(0, found) }, (_, index) => first + index * step)
}
