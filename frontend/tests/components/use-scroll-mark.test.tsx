import { act, fireEvent, render, screen } from '@testing-library/react'
import { useRef } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { useScrollMark } from '@/components/data-table/use-scroll-mark'

function Marked() {
  const place = useRef<HTMLDivElement>(null)
  useScrollMark(place)
  return <div ref={place} data-testid="marked" />
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('marks for as long as the page is scrolled', () => {
  const { unmount } = render(<Marked />)
  const { dataset } = screen.getByTestId('marked')
  expect(dataset).not.toHaveProperty('scrolling')
  fireEvent.scroll(window)
  act(() => void vi.advanceTimersByTime(100))
  fireEvent.scroll(window)
  act(() => void vi.advanceTimersByTime(100))
  expect(dataset).toHaveProperty('scrolling', '')
  act(() => void vi.advanceTimersByTime(100))
  expect(dataset).not.toHaveProperty('scrolling')
  fireEvent.scroll(window)
  unmount()
  expect(vi.getTimerCount()).toBe(0)
})
