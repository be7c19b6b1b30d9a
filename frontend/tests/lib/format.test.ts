import { describe, expect, it } from 'vitest'

import {
  formatAgo,
  formatClockMilliseconds,
  formatDay,
  formatDayHeading,
  formatDuration,
  formatElapsed,
  formatEnergy,
  formatExact,
  formatNumber,
  formatPercent,
  formatPower,
  formatRegister,
  formatSince,
  formatSpan,
  formatStep,
  formatTime,
  formatWeekday,
  plural,
  powerQuantity,
} from '@/lib/format'

const NOW = '2026-11-19T11:27:00Z'

describe('power', () => {
  it.each([
    [412_600, '412.6 kW'],
    [86_100, '86.1 kW'],
    [1_000, '1.0 kW'],
    [999.7, '1.0 kW'],
    [850, '850 W'],
    [1, '1 W'],
    [0, '0.0 kW'],
    [0.2, '0.0 kW'],
    [-7_200, '-7.2 kW'],
    [1_234_567, '1,234.6 kW'],
  ])('%d W is %s', (watts, text) => expect(formatPower(watts)).toBe(text))

  it('keeps the unit apart, to be set lighter', () => {
    expect(powerQuantity(86_100)).toEqual({ value: '86.1', unit: 'kW' })
  })
})

describe('energy', () => {
  it.each([
    [40_600, '40.6 kWh'],
    [0, '0.0 kWh'],
    [999_900, '999.9 kWh'],
    [999_960, '1,000 kWh'],
    [2_849_400, '2,849 kWh'],
  ])('%d Wh is %s', (wattHours, text) => expect(formatEnergy(wattHours)).toBe(text))

  it('keeps a register in Wh, as evidence', () => expect(formatRegister(18_204_310)).toBe('18,204,310 Wh'))
})

describe('durations', () => {
  it.each([
    [9, '9 s'],
    [59.9, '59 s'],
    [60, '1 min'],
    [24 * 60, '24 min'],
    [3600 + 54 * 60, '1 h 54 min'],
    [2 * 3600 + 4 * 60, '2 h 04 min'],
    [418 * 3600 + 26 * 60, '418 h 26 min'],
    [-5, '0 s'],
  ])('%d s is %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text))

  it('shows seconds of a running clock below an hour', () => {
    expect(formatElapsed(9)).toBe('9 s')
    expect(formatElapsed(134)).toBe('2 min 14 s')
    expect(formatElapsed(3720)).toBe('1 h 02 min')
  })

  it('shows a step with tenths below ten seconds', () => {
    expect(formatStep(400)).toBe('+0.4 s')
    expect(formatStep(38_000)).toBe('+38 s')
    expect(formatStep(120_000)).toBe('+2 min')
  })

  it('counts long spans in days', () => {
    expect(formatSpan(8.3 * 86_400_000)).toBe('8 days')
    expect(formatSpan(86_400_000)).toBe('1 day')
    expect(formatSpan(3_600_000)).toBe('1 h 00 min')
  })
})

describe('times, in the zone of the reader (Berlin)', () => {
  it('is a clock time today and a date before', () => {
    expect(formatTime('2026-11-19T11:21:00Z', NOW)).toBe('12:21')
    expect(formatTime('2026-11-11T05:12:00Z', NOW)).toBe('11 Nov, 06:12')
    expect(formatTime('2025-11-11T05:12:00Z', NOW)).toBe('11 Nov 2025, 06:12')
  })

  it('is relative below an hour', () => {
    expect(formatSince('2026-11-19T11:15:00Z', NOW)).toBe('12 min')
    expect(formatSince('2026-11-19T11:26:59Z', NOW)).toBe('1 s')
    expect(formatSince('2026-11-19T09:37:00Z', NOW)).toBe('10:37')
  })

  it('reads well in a sentence', () => {
    expect(formatAgo('2026-11-19T11:26:59Z', NOW)).toBe('1 s ago')
    expect(formatAgo('2026-11-19T09:37:00Z', NOW)).toBe('at 10:37')
    expect(formatAgo('2026-11-11T05:12:00Z', NOW)).toBe('on 11 Nov, 06:12')
  })

  it('does not say that a charger whose clock is ahead spoke in the future', () => {
    expect(formatAgo('2026-11-19T11:27:02Z', NOW)).toBe('0 s ago')
  })

  it('names days', () => {
    expect(formatDay('2026-11-11T05:12:00Z', NOW)).toBe('11 Nov')
    expect(formatWeekday(NOW)).toBe('Thu 19 Nov')
    expect(formatDayHeading(NOW, NOW)).toBe('Today, Thursday 19 November')
    expect(formatDayHeading('2026-11-18T11:00:00Z', NOW)).toBe('Yesterday, Wednesday 18 November')
    expect(formatDayHeading('2026-11-17T11:00:00Z', NOW)).toBe('Tuesday 17 November')
  })

  it('is exact on hover, with seconds and zone', () => {
    expect(formatExact('2026-11-19T11:27:03Z')).toMatch(/^Thu 19 Nov 2026, 12:27:03 (CET|GMT\+1)$/)
    expect(formatClockMilliseconds('2026-11-19T11:26:59.512Z')).toBe('12:26:59.512')
  })
})

it('puts a space before the per cent', () => expect(formatPercent(68.7)).toBe('69 %'))

it('never writes minus zero', () => expect(formatNumber(-0.01, 1)).toBe('0.0'))

it('counts in words', () => {
  expect(plural(1, 'thing')).toBe('1 thing')
  expect(plural(4, 'thing')).toBe('4 things')
  expect(plural(1204, 'charger')).toBe('1,204 chargers')
})
