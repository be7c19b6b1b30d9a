import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { lazy, type ReactElement } from 'react'
import { describe, expect, it } from 'vitest'

import { LaterMenu } from '@/components/later-menu'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'

const List = ({ children }: { children: ReactElement }) => (
  <DropdownMenu defaultOpen>
    <DropdownMenuTrigger asChild>{children}</DropdownMenuTrigger>
    <DropdownMenuContent>
      <DropdownMenuItem>First</DropdownMenuItem>
      <DropdownMenuItem>Second</DropdownMenuItem>
    </DropdownMenuContent>
  </DropdownMenu>
)

function renderMenu() {
  const load = () => Promise.resolve({ default: List })
  const Menu = lazy(load)
  render(
    <LaterMenu load={load} button={<button type="button">Choose</button>}>
      {(button) => <Menu>{button}</Menu>}
    </LaterMenu>,
  )
}

describe('a menu that is loaded later', () => {
  it('announces itself before it is there', () => {
    renderMenu()
    const button = screen.getByRole('button', { name: 'Choose' })
    expect(button).toHaveAttribute('aria-haspopup', 'menu')
    expect(button).toHaveAttribute('aria-expanded', 'false')
  })

  it('opens with the first click', async () => {
    renderMenu()
    await userEvent.click(screen.getByRole('button', { name: 'Choose' }))
    expect(await screen.findByRole('menuitem', { name: 'First' })).toBeVisible()
  })

  it.each(['{Enter}', ' ', '{ArrowDown}'])(
    'opens with the key "%s" and gives the focus back',
    async (key) => {
      renderMenu()
      await userEvent.tab()
      await userEvent.keyboard(key)
      expect(await screen.findByRole('menu')).toBeVisible()
      await userEvent.keyboard('{ArrowDown}')
      expect(screen.getByRole('menuitem', { name: 'First' })).toHaveFocus()
      await userEvent.keyboard('{Escape}')
      expect(screen.queryByRole('menu')).toBeNull()
      expect(screen.getByRole('button', { name: 'Choose' })).toHaveFocus()
    },
  )
})
