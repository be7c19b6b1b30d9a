import { renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'

import { useHeld } from '@/lib/use-held'

const row = (id: string, value = 0) => ({ id, value })
type Props = { items: ReturnType<typeof row>[]; hold: boolean; scope?: string }

const held = (initial: Props) =>
  renderHook(({ items, hold, scope = 'all' }: Props) => useHeld(items, hold, scope), {
    initialProps: initial,
  })

it('keeps the rows in place while held, in their newest version, and counts those that wait', () => {
  const { result, rerender } = held({ items: [row('a'), row('b')], hold: true })
  rerender({ items: [row('c'), row('a', 1)], hold: true })
  expect(result.current).toEqual({ shown: [row('a', 1), row('b')], waiting: 1 })
  rerender({ items: [row('c'), row('a', 1)], hold: false })
  expect(result.current).toEqual({ shown: [row('c'), row('a', 1)], waiting: 0 })
})

it('holds nothing over from another list', () => {
  const { result, rerender } = held({ items: [row('a')], hold: true, scope: 'x' })
  rerender({ items: [row('b')], hold: true, scope: 'y' })
  expect(result.current).toEqual({ shown: [row('b')], waiting: 0 })
})

it('gives the same array until something changes, or tables would render for ever', () => {
  const items = [row('a')]
  const { result, rerender } = held({ items, hold: true })
  const first = result.current.shown
  rerender({ items, hold: true })
  expect(result.current.shown).toBe(first)
})
