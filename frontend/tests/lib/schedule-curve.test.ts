import { describe, expect, it } from 'vitest'

import {
  answeredSteps,
  clockOfSeconds,
  compositeSteps,
  convertLimit,
  curveProfile,
  differences,
  limitAt,
  limitRange,
  ownSteps,
  periodAt,
  profileSpan,
  profileState,
  profileSteps,
  roundLimit,
  secondsOfClock,
  spanTicks,
  stepPath,
  stepRows,
  type CurveProfile,
} from '@/lib/schedule-curve'

const at = (text: string) => Date.parse(`2026-11-${text}Z`)
const H = 3_600_000

const profile = (change: Partial<CurveProfile> = {}): CurveProfile => ({
  kind: 'Absolute',
  recurrence: null,
  unit: 'A',
  periods: [
    { start: 0, limit: 16, phases: 3 },
    { start: 3600, limit: 8, phases: 3 },
  ],
  start: at('19T10:00:00'),
  duration: 7200,
  validFrom: null,
  validTo: null,
  ...change,
})

const NIGHT = profile({
  kind: 'Recurring',
  recurrence: 'Daily',
  start: at('01T22:00:00'),
  duration: 86_400,
  periods: [
    { start: 0, limit: 32, phases: null },
    { start: 8 * 3600, limit: 0, phases: null },
  ],
})

describe('units', () => {
  it('takes 230 V a phase, and three phases where the profile names none', () => {
    expect(convertLimit(16, 'A', 'W', null)).toBe(11_040)
    expect(convertLimit(16, 'A', 'W', 1)).toBe(3680)
    expect(convertLimit(11_040, 'W', 'A', 3)).toBe(16)
    expect(convertLimit(7, 'W', 'W', 1)).toBe(7)
  })

  it('rounds down to the one decimal that a limit may have', () => {
    expect(roundLimit(11_000 / 690)).toBe(15.9)
    expect(roundLimit(7.1)).toBe(7.1)
  })
})

it('reads a profile as the server keeps it, exact decimals and all', () => {
  const read = curveProfile({
    kind: 'Recurring',
    recurrence: 'Weekly',
    valid_from: '2026-11-19T10:00:00Z',
    valid_to: null,
    schedule: {
      chargingRateUnit: 'W',
      startSchedule: '2026-11-16T00:00:00Z',
      duration: 3600,
      chargingSchedulePeriod: [{ startPeriod: 0, limit: '7.1', numberPhases: 1 }, {}],
    },
  })
  expect(read).toEqual({
    kind: 'Recurring',
    recurrence: 'Weekly',
    unit: 'W',
    periods: [
      { start: 0, limit: 7.1, phases: 1 },
      { start: 0, limit: 0, phases: null },
    ],
    start: at('16T00:00:00'),
    duration: 3600,
    validFrom: at('19T10:00:00'),
    validTo: null,
  })
})

describe('periodAt', () => {
  const limit = (one: CurveProfile, when: string, started: number | null = null) =>
    periodAt(one, at(when), started)?.limit ?? null

  it('follows an absolute schedule from its start to its end', () => {
    expect(
      ['19T09:59:59', '19T10:00:00', '19T11:00:00', '19T12:00:00'].map((t) => limit(profile(), t)),
    ).toEqual([null, 16, 8, null])
  })

  it('begins a recurring one anew each day, in UTC, and not before its start', () => {
    expect(limit(NIGHT, '01T21:59:00')).toBeNull()
    expect(limit(NIGHT, '19T23:00:00')).toBe(32)
    expect(limit(NIGHT, '20T06:00:00')).toBe(0)
  })

  it('counts a relative one from its transaction', () => {
    const relative = profile({ kind: 'Relative', start: null, duration: null })
    expect(limit(relative, '19T10:30:00')).toBeNull()
    expect(limit(relative, '19T10:30:00', at('19T10:00:00'))).toBe(16)
    expect(limit(relative, '21T10:30:00', at('19T10:00:00'))).toBe(8)
  })

  it('says nothing outside of its validity, whose end is not part of it', () => {
    const short = profile({ validFrom: at('19T10:30:00'), validTo: at('19T11:30:00') })
    expect(['19T10:29:59', '19T10:30:00', '19T11:29:59', '19T11:30:00'].map((t) => limit(short, t))).toEqual([
      null,
      16,
      8,
      null,
    ])
  })

  it('says nothing before a first period that begins late, or without a start', () => {
    expect(limit(profile({ periods: [{ start: 60, limit: 6, phases: null }] }), '19T10:00:30')).toBeNull()
    expect(limit(profile({ start: null }), '19T10:30:00')).toBeNull()
  })
})

describe('profileSteps', () => {
  it('has a step for each change of limit, and none where it stays', () => {
    const span = { begin: at('19T09:00:00'), end: at('19T13:00:00') }
    expect(profileSteps(profile(), span, 'A')).toEqual([
      { at: span.begin, limit: null, phases: null },
      { at: at('19T10:00:00'), limit: 16, phases: 3 },
      { at: at('19T11:00:00'), limit: 8, phases: 3 },
      { at: at('19T12:00:00'), limit: null, phases: null },
    ])
  })

  it('goes on over midnight and over days', () => {
    const steps = profileSteps(NIGHT, { begin: at('19T00:00:00'), end: at('21T00:00:00') }, 'W')
    expect(steps.map((step) => [new Date(step.at).getUTCHours(), step.limit])).toEqual([
      [0, 22_080],
      [6, 0],
      [22, 22_080],
      [6, 0],
      [22, 22_080],
    ])
  })

  it('ends with its validity', () => {
    const steps = profileSteps(
      { ...NIGHT, validTo: at('19T23:00:00') },
      { begin: at('19T21:00:00'), end: at('20T21:00:00') },
      'A',
    )
    expect(steps.map(({ limit }) => limit)).toEqual([0, 32, null])
  })

  it('of a relative profile begins with the transaction', () => {
    const relative = profile({ kind: 'Relative', start: null })
    const span = { begin: at('19T10:30:00'), end: at('19T13:30:00') }
    expect(profileSteps(relative, span, 'A', at('19T10:00:00')).map(({ limit }) => limit)).toEqual([
      16,
      8,
      null,
    ])
    expect(profileSteps(relative, span, 'A').map(({ limit }) => limit)).toEqual([null])
  })
})

describe('what a charger is told, and what it tells', () => {
  const begin = at('19T10:00:00')
  const ours = compositeSteps(
    [
      { start: 0, limit: '16.0', number_phases: null },
      { start: 3600, limit: null, number_phases: null },
    ],
    begin,
  )
  const answer = (limit: number, second = 3600) =>
    answeredSteps(
      {
        status: 'Accepted',
        scheduleStart: '2026-11-19T10:00:00Z',
        chargingSchedule: {
          chargingRateUnit: 'A',
          duration: second,
          chargingSchedulePeriod: [{ startPeriod: 0, limit, numberPhases: 3 }],
        },
      },
      'A',
    ) ?? []
  const span = { begin, end: begin + 2 * H }

  it('reads both as steps', () => {
    expect(ours.map(({ at: moment, limit }) => [moment - begin, limit])).toEqual([
      [0, 16],
      [H, null],
    ])
    expect(answer(16)).toHaveLength(2)
    expect(answeredSteps({ status: 'Rejected' }, 'A')).toBeNull()
    expect(answeredSteps(null, 'A')).toBeNull()
  })

  it('reads an answer in the other unit, and one without an end', () => {
    const response = {
      chargingSchedule: {
        chargingRateUnit: 'W',
        startSchedule: '2026-11-19T10:00:00Z',
        chargingSchedulePeriod: [{ startPeriod: 0, limit: 11_000 }],
      },
    }
    expect(answeredSteps(response, 'A')).toEqual([{ at: begin, limit: 15.9, phases: null }])
  })

  it('finds no difference in a second or in rounding', () => {
    expect(differences(ours, answer(15.9, 3601), span, 'A')).toEqual([])
  })

  it('finds where they differ, and from when to when', () => {
    expect(differences(ours, answer(10), span, 'A')).toEqual([
      { begin, end: begin + H, ours: 16, theirs: 10 },
    ])
    expect(differences(ours, answer(16, 7200), span, 'A')).toEqual([
      { begin: begin + H, end: span.end, ours: null, theirs: 16 },
    ])
  })

  it('knows the limit of a moment', () => {
    expect([begin - 1, begin, begin + H].map((moment) => limitAt(ours, moment))).toEqual([null, 16, null])
  })
})

describe('drawing', () => {
  const span = { begin: 0, end: 100 }
  const steps = [
    { at: 0, limit: 10, phases: null },
    { at: 50, limit: 5, phases: null },
    { at: 75, limit: null, phases: null },
  ]

  it('has one row before and one after each change, so that lines are steps', () => {
    expect(stepRows({ ours: steps }, span)).toEqual([
      { x: 0, ours: 10 },
      { x: 50, ours: 10 },
      { x: 50, ours: 5 },
      { x: 75, ours: 5 },
      { x: 75, ours: null },
      { x: 100, ours: null },
    ])
  })

  it('makes a path in which a gap is a gap', () => {
    expect(stepPath(steps, span, 64, 20)).toBe('M0.0 0.0H32.0V10.0H48.0')
    expect(stepPath([{ at: 0, limit: null, phases: null }], span, 64, 20)).toBe('')
  })
})

describe('the span of a profile', () => {
  const now = at('19T12:27:00')
  const hours = ({ begin, end }: { begin: number; end: number }) => (end - begin) / H

  it('is a day, a week, its schedule, or the hours of a session', () => {
    expect(hours(profileSpan(NIGHT, now))).toBe(24)
    expect(hours(profileSpan({ ...NIGHT, recurrence: 'Weekly' }, now))).toBe(168)
    expect(profileSpan({ ...NIGHT, start: at('19T22:00:00') }, now).begin).toBe(at('19T22:00:00'))
    expect(profileSpan(profile(), now)).toEqual({ begin: at('19T10:00:00'), end: at('19T12:00:00') })
    expect(profileSpan(profile({ kind: 'Relative', duration: null }), now)).toEqual({
      begin: 0,
      end: 1.25 * H,
    })
    expect(profileSpan(profile({ start: null, duration: null, periods: [] }), now)).toEqual({
      begin: now,
      end: now + H,
    })
  })

  it('draws a relative profile from its transaction on, whenever it is valid', () => {
    const relative = profile({ kind: 'Relative', start: null, validFrom: now })
    expect(ownSteps(relative, profileSpan(relative, now)).map(({ limit }) => limit)).toEqual([16, 8])
    expect(ownSteps(profile(), profileSpan(profile(), now), 'W').map(({ limit }) => limit)).toEqual([
      11_040, 5520,
    ])
  })

  it('knows its highest and lowest limit', () => {
    expect(limitRange(NIGHT)).toEqual({ low: 0, high: 32 })
    expect(limitRange(profile({ periods: [] }))).toBeNull()
  })
})

it('says whether a profile holds, waits or is over', () => {
  const now = at('19T12:27:00')
  expect(profileState(NIGHT, now)).toBe('holds')
  expect(profileState(profile(), now)).toBe('over')
  expect(profileState(profile({ validTo: now }), now)).toBe('over')
  expect(profileState(profile({ validFrom: now + 1, duration: null }), now)).toBe('waits')
  expect(profileState(profile({ start: now + 1, duration: null }), now)).toBe('waits')
  expect(profileState(profile({ kind: 'Relative', start: now + 1, duration: null }), now)).toBe('holds')
})

describe('clock times', () => {
  it('reads them, and says when it is none', () => {
    expect(['22:00', '6:30', '24:00', '24:01', '6', '12:60'].map(secondsOfClock)).toEqual([
      79_200,
      23_400,
      86_400,
      null,
      null,
      null,
    ])
  })

  it('writes them, past a day too', () => {
    expect([0, 79_200, 108_900].map(clockOfSeconds)).toEqual(['00:00', '22:00', '30:15'])
  })
})

it('has ticks on round moments inside a span', () => {
  const begin = at('19T12:27:00')
  const hours = (ticks: number[]) => ticks.map((tick) => new Date(tick).toISOString().slice(8, 16))
  expect(hours(spanTicks({ begin, end: begin + 24 * H }, 4, at('19T00:00:00')))).toEqual([
    '19T18:00',
    '20T00:00',
    '20T06:00',
    '20T12:00',
  ])
  expect(spanTicks({ begin: 0, end: 30 * 24 * H }, 6, 0)).toHaveLength(7)
})
