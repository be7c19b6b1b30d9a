import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'

import { RowMenu } from '@/components/row-menu'
import { DropdownMenuItem } from '@/components/ui/dropdown-menu'

const button = () => screen.getByRole('button', { name: 'Actions' })
const edit = () => screen.getByRole('menuitem', { name: 'Edit' })

describe('RowMenu', () => {
  const show = () => {
    render(
      <RowMenu label="Actions">
        <DropdownMenuItem>Edit</DropdownMenuItem>
        <DropdownMenuItem>Delete</DropdownMenuItem>
      </RowMenu>,
    )
    return userEvent.setup()
  }

  it('opens by hand, and says that it can', async () => {
    const user = show()
    expect(button()).toHaveAttribute('aria-haspopup', 'menu')
    expect(button()).toHaveAttribute('aria-expanded', 'false')
    await user.click(button())
    expect(edit()).toBeVisible()
    expect(edit()).not.toHaveFocus()
  })

  it.each(['{Enter}', ' ', '{ArrowDown}'])(
    'opens by %o at its first item, the first time and later',
    async (key) => {
      const user = show()
      button().focus()
      await user.keyboard(key)
      expect(edit()).toHaveFocus()
      await user.keyboard('{Escape}')
      expect(button()).toHaveFocus()
      await user.keyboard(key)
      expect(edit()).toHaveFocus()
    },
  )
})
