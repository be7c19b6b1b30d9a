import { describe, expect, it } from 'vitest'

import {
  DAY,
  HOUR,
  intervalFor,
  intervalsFor,
  lastDaysByHour,
  periodStarts,
  spanBefore,
  spanOf,
  usualInterval,
} from '@/lib/analytics/spans'

const at = (year: number, month: number, day: number, hour = 0) =>
  new Date(year, month - 1, day, hour).getTime()
const NOW = at(2026, 11, 19, 12)

describe('spanOf', () => {
  it.each([
    ['7d', at(2026, 11, 13), at(2026, 11, 20)],
    ['30d', at(2026, 10, 21), at(2026, 11, 20)],
    ['month', at(2026, 11, 1), at(2026, 11, 20)],
    ['last-month', at(2026, 10, 1), at(2026, 11, 1)],
    ['year', at(2026, 1, 1), at(2026, 11, 20)],
  ] as const)('%s is of whole days here', (name, from, to) => {
    expect(spanOf(name, NOW)).toEqual({ from, to })
  })

  it('takes own days with both ends', () => {
    expect(spanOf('own', NOW, '2026-11-02', '2026-11-03')).toEqual({
      from: at(2026, 11, 2),
      to: at(2026, 11, 4),
    })
  })

  it('never asks for more than the server tells, whatever the address says', () => {
    const { from, to } = spanOf('own', NOW, '1999-01-01', '2026-11-19')
    expect((to - from) / DAY).toBeLessThanOrEqual(1900)
    expect(spanOf('own', NOW, 'nonsense', null)).toEqual(spanOf('30d', NOW))
    expect(spanOf('own', NOW, '2026-11-05', '2026-11-01')).toEqual(spanOf('30d', NOW))
  })
})

describe('spanBefore', () => {
  it('goes as far as this one has come', () => {
    expect(spanBefore('7d', spanOf('7d', NOW), NOW)).toEqual({
      from: at(2026, 11, 6),
      to: at(2026, 11, 12, 12),
    })
    expect(spanBefore('month', spanOf('month', NOW), NOW)).toEqual({
      from: at(2026, 10, 1),
      // Later by the hour by which clocks were set back, if they were.
      to: at(2026, 10, 1) + (NOW - at(2026, 11, 1)),
    })
    expect(spanBefore('year', spanOf('year', NOW), NOW).from).toBe(at(2025, 1, 1))
  })

  it('is whole for a span that is over, and never reaches into it', () => {
    expect(spanBefore('last-month', spanOf('last-month', NOW), NOW)).toEqual({
      from: at(2026, 9, 1),
      to: at(2026, 10, 1),
    })
    // 31 days into March there is no such day in February.
    const late = at(2026, 3, 31, 12)
    expect(spanBefore('month', spanOf('month', late), late).to).toBe(at(2026, 3, 1))
  })

  it('is never empty', () => {
    const midnight = at(2026, 11, 1)
    const { from, to } = spanBefore('month', spanOf('month', midnight), midnight)
    expect(to - from).toBe(HOUR / 4)
  })
})

describe('intervals', () => {
  const month = spanOf('30d', NOW)

  it('are those that the server tells of so much time', () => {
    expect(intervalsFor('energy', month)).toEqual(['hour', 'day', 'month'])
    expect(intervalsFor('utilisation', month)).toEqual(['day', 'month'])
    expect(intervalsFor('power', spanOf('year', NOW))).toEqual(['month'])
  })

  it('grow with what each is divided by: never more than 10,000 items', () => {
    expect(intervalFor('energy', month, 'hour', 10)).toBe('hour')
    expect(intervalFor('energy', month, 'hour', 50)).toBe('day')
    expect(intervalFor('energy', month, 'hour', 1000)).toBe('month')
    expect(intervalFor('energy', month, 'hour', 9000)).toBeNull()
  })

  it('read well unless another is wished', () => {
    expect(usualInterval({ from: NOW, to: NOW + DAY })).toBe('hour')
    expect(usualInterval(month)).toBe('day')
    expect(usualInterval(spanOf('year', NOW))).toBe('month')
  })

  it('begin where the span does, then on full days and months', () => {
    expect(periodStarts({ from: at(2026, 10, 24), to: at(2026, 10, 27) }, 'day')).toEqual([
      at(2026, 10, 24),
      at(2026, 10, 25),
      at(2026, 10, 26),
    ])
    expect(periodStarts({ from: at(2026, 10, 20), to: at(2026, 12, 2) }, 'month')).toEqual([
      at(2026, 10, 20),
      at(2026, 11, 1),
      at(2026, 12, 1),
    ])
    expect(periodStarts({ from: NOW, to: NOW + 3 * HOUR }, 'hour')).toHaveLength(3)
  })

  it('by the hour are of the last days, and not of what is to come', () => {
    const span = lastDaysByHour('utilisation', { from: at(2026, 1, 1), to: at(2027, 1, 1) }, NOW)
    expect(span).toEqual({ from: at(2026, 11, 13), to: at(2026, 11, 20) })
  })
})
