import { act, renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'

import { useActiveChoice } from '@/lib/use-active-choice'

it('is the one moved to, and the first when that is gone with the next answer', () => {
  const { result, rerender } = renderHook(({ shown }: { shown: string[] }) => useActiveChoice(shown, true), {
    initialProps: { shown: ['a', 'b'] },
  })
  expect(result.current.value).toBe('a')
  act(() => result.current.onValueChange('b'))
  expect(result.current.value).toBe('b')
  rerender({ shown: ['c', 'd'] })
  expect(result.current.value).toBe('c')
  rerender({ shown: [] })
  expect(result.current.value).toBe('')
})
