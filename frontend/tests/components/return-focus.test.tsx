import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it } from 'vitest'

import { ConfirmDialog } from '@/components/confirm-dialog'
import { RowMenu } from '@/components/row-menu'
import { Dialog, DialogContent, DialogDescription, DialogTitle } from '@/components/ui/dialog'
import { DropdownMenuItem } from '@/components/ui/dropdown-menu'

/** As the pages have it: what is open is a state, that of the address, and no trigger of Radix. */
function Page() {
  const [open, setOpen] = useState(false)
  const [asking, setAsking] = useState(false)
  const [there, setThere] = useState(true)
  return (
    <main id="main" tabIndex={-1}>
      <button type="button" onClick={() => setOpen(true)}>
        Add
      </button>
      {there && (
        <RowMenu label="Actions">
          <DropdownMenuItem onSelect={() => setOpen(true)}>Edit</DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setAsking(true)}>Delete</DropdownMenuItem>
        </RowMenu>
      )}
      {open && (
        <Dialog open onOpenChange={() => setOpen(false)}>
          <DialogContent>
            <DialogTitle>Edit it</DialogTitle>
            <DialogDescription>Words</DialogDescription>
            <input aria-label="Name" />
          </DialogContent>
        </Dialog>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Delete it?"
        action="Delete it"
        onConfirm={() => setThere(false)}
      >
        Gone for good.
      </ConfirmDialog>
    </main>
  )
}

const button = (name: string) => screen.getByRole('button', { name })

it('returns the focus to the button that opened it', async () => {
  const user = userEvent.setup()
  render(<Page />)
  await user.click(button('Add'))
  expect(screen.getByLabelText('Name')).toHaveFocus()
  await user.keyboard('{Escape}')
  await waitFor(() => expect(button('Add')).toHaveFocus())
})

it('returns the focus to the menu whose item opened it', async () => {
  const user = userEvent.setup()
  render(<Page />)
  await user.click(button('Actions'))
  await user.click(screen.getByRole('menuitem', { name: 'Edit' }))
  await screen.findByLabelText('Name')
  await user.keyboard('{Escape}')
  await waitFor(() => expect(button('Actions')).toHaveFocus())
})

it('goes on at the top of the page where that is gone', async () => {
  const user = userEvent.setup()
  render(<Page />)
  await user.click(button('Actions'))
  await user.click(screen.getByRole('menuitem', { name: 'Delete' }))
  await user.click(await screen.findByRole('button', { name: 'Delete it' }))
  await waitFor(() => expect(screen.getByRole('main')).toHaveFocus())
})
