import { act, render, screen } from '@testing-library/react'
import { Profiler } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { Time } from '@/components/time'

beforeEach(() => vi.useFakeTimers({ now: new Date('2026-11-19T12:00:00Z') }))
afterEach(() => vi.useRealTimers())

it('moves by itself, and is drawn anew only when it says something else', () => {
  const drawn = vi.fn()
  render(
    <Profiler id="time" onRender={drawn}>
      <Time style="since" value="2026-11-19T11:48:00Z" />
    </Profiler>,
  )
  expect(screen.getByRole('time')).toHaveTextContent('12 min')
  expect(screen.getByRole('time').title).toContain('19 Nov 2026')
  drawn.mockClear()
  act(() => void vi.advanceTimersByTime(50_000))
  expect(drawn).not.toHaveBeenCalled()
  act(() => void vi.advanceTimersByTime(12_000))
  expect(screen.getByRole('time')).toHaveTextContent('13 min')
  expect(drawn).toHaveBeenCalledOnce()
})
