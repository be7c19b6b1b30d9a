import { describe, expect, it } from 'vitest'

import {
  convertWritten,
  decimal,
  draftCurve,
  limitOf,
  longClock,
  ocppProfile,
  preset,
  type ProfileDraft,
} from '@/lib/profile-draft'
import { profileRules, strictest, NO_RULES } from '@/lib/profile-rules'

const draft = (change: Partial<ProfileDraft> = {}): ProfileDraft => ({
  purpose: 'TxDefaultProfile',
  kind: 'Recurring',
  recurrence: 'Daily',
  unit: 'W',
  connector: '1',
  stackLevel: '2',
  start: '2026-11-19T22:00',
  duration: '24:00',
  validFrom: '',
  validTo: '',
  transaction: '',
  periods: [
    { start: '08:00', limit: '0', phases: '' },
    { start: '00:00', limit: '11,5', phases: '3' },
  ],
  ...change,
})

describe('a draft', () => {
  it('becomes OCPP’s own profile: W, seconds, in the order of time', () => {
    expect(ocppProfile(draft())).toEqual({
      stackLevel: 2,
      chargingProfilePurpose: 'TxDefaultProfile',
      chargingProfileKind: 'Recurring',
      recurrencyKind: 'Daily',
      chargingSchedule: {
        chargingRateUnit: 'W',
        startSchedule: new Date('2026-11-19T22:00').toISOString(),
        duration: 86_400,
        chargingSchedulePeriod: [
          { startPeriod: 0, limit: 11_500, numberPhases: 3 },
          { startPeriod: 28_800, limit: 0 },
        ],
      },
    })
  })

  it('of one session names its transaction, and has no start of its own when it is relative', () => {
    const profile = ocppProfile(
      draft({
        purpose: 'TxProfile',
        kind: 'Relative',
        transaction: '18391',
        duration: '',
        validTo: '2026-11-20T00:00',
      }),
    )
    expect(profile).toMatchObject({
      transactionId: 18_391,
      validTo: new Date('2026-11-20T00:00').toISOString(),
    })
    expect(profile).not.toHaveProperty('recurrencyKind')
    expect(profile['chargingSchedule']).not.toHaveProperty('startSchedule')
    expect(profile['chargingSchedule']).not.toHaveProperty('duration')
  })

  it('is drawn while it is written', () => {
    const written = draft({
      periods: [
        { start: '0', limit: '', phases: '' },
        { start: '30:00', limit: '7.1', phases: '' },
      ],
    })
    expect(draftCurve(written).periods).toEqual([{ start: 108_000, limit: 7100, phases: null }])
  })
})

it('reads numbers with a comma, and hours past a day', () => {
  expect(decimal('11,5')).toBe(11.5)
  expect(decimal(' ')).toBeNaN()
  expect(limitOf('11.04', 'W')).toBe(11_040)
  expect([longClock('72:00'), longClock('7:61'), longClock('x')]).toEqual([259_200, null, null])
})

it('writes a limit in the other unit', () => {
  const period = { start: '00:00', limit: '16', phases: '' } as const
  expect(convertWritten(period, 'A', 'W').limit).toBe('11.04')
  expect(convertWritten({ ...period, limit: '11.04' }, 'W', 'A').limit).toBe('16')
  expect(convertWritten({ ...period, limit: 'x' }, 'W', 'A').limit).toBe('x')
})

it('knows three presets', () => {
  expect(preset('cap', '11', '2026-11-19')).toMatchObject({
    kind: 'Absolute',
    duration: '',
    periods: [{ limit: '11' }],
  })
  expect(preset('night', '11', '2026-11-19')).toMatchObject({
    start: '2026-11-19T22:00',
    recurrence: 'Daily',
  })
  expect(preset('pause', '11', '2026-11-19').periods?.map(({ start, limit }) => [start, limit])).toEqual([
    ['00:00', '11'],
    ['17:00', '0'],
    ['20:00', '11'],
  ])
})

describe('what chargers take', () => {
  const rules = profileRules([
    { key: 'SupportedFeatureProfiles', value: 'Core,SmartCharging' },
    { key: 'chargeprofilemaxstacklevel', value: '9' },
    { key: 'ChargingScheduleMaxPeriods', value: 'many' },
    { key: 'ChargingScheduleAllowedChargingRateUnit', value: 'Current' },
  ])

  it('is read from their configuration, as far as they tell', () => {
    expect(rules).toEqual({ smartCharging: true, stackLevel: 9, periods: null, units: ['A'], room: null })
    expect(profileRules([])).toEqual(NO_RULES)
  })

  it('of several is what all of them take', () => {
    const other = profileRules([
      { key: 'SupportedFeatureProfiles', value: 'Core' },
      { key: 'ChargeProfileMaxStackLevel', value: '3' },
      { key: 'ChargingScheduleAllowedChargingRateUnit', value: 'Current,Power' },
    ])
    expect(strictest([rules, other, NO_RULES])).toEqual({
      ...NO_RULES,
      smartCharging: false,
      stackLevel: 3,
      units: ['A'],
    })
    expect(strictest([NO_RULES])).toEqual(NO_RULES)
  })
})
