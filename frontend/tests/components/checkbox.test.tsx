import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'

import { Checkbox } from '@/components/ui/checkbox'

it('is checked, not, or in part, and says what a click makes of it', async () => {
  const onCheckedChange = vi.fn()
  const props = { 'aria-label': 'All', onCheckedChange }
  const { rerender } = render(<Checkbox {...props} checked="indeterminate" />)
  const box = screen.getByRole('checkbox', { name: 'All' })
  expect(box).toBePartiallyChecked()
  await userEvent.click(box)
  expect(onCheckedChange).toHaveBeenLastCalledWith(true)
  rerender(<Checkbox {...props} checked />)
  expect(box).toBeChecked()
  await userEvent.click(box)
  expect(onCheckedChange).toHaveBeenLastCalledWith(false)
  rerender(<Checkbox {...props} checked={false} />)
  expect(box).not.toBeChecked()
})
