import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'

import { useHotkey } from '@/lib/use-hotkey'

function Page({ run }: { run: () => void }) {
  useHotkey({ key: 'arrowdown' }, run)
  return (
    <>
      <button type="button">row</button>
      <input aria-label="field" />
      <input type="checkbox" aria-label="box" />
      <div role="menu">
        <button type="button">in a menu</button>
      </div>
      <div role="dialog" aria-label="above">
        <button type="button">in a dialog</button>
      </div>
      <button type="button" onKeyDown={(event) => event.preventDefault()}>
        with its own keys
      </button>
    </>
  )
}

it.each([
  ['row', 1],
  ['in a menu', 0],
  ['in a dialog', 0],
  ['with its own keys', 0],
])('a key of the page, pressed at "%s", runs %i times', async (name, times) => {
  const run = vi.fn()
  render(<Page run={run} />)
  screen.getByRole('button', { name }).focus()
  await userEvent.keyboard('{ArrowDown}')
  expect(run).toHaveBeenCalledTimes(times)
})

it('runs where a box is ticked: nothing is typed there', async () => {
  const run = vi.fn()
  render(<Page run={run} />)
  screen.getByRole('checkbox', { name: 'box' }).focus()
  await userEvent.keyboard('{ArrowDown}')
  expect(run).toHaveBeenCalledTimes(1)
})

it('leaves a field its keys', async () => {
  const run = vi.fn()
  render(<Page run={run} />)
  screen.getByLabelText('field').focus()
  await userEvent.keyboard('{ArrowDown}')
  expect(run).not.toHaveBeenCalled()
})
