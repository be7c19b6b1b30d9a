import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useRef } from 'react'
import { expect, it, vi } from 'vitest'

import { useRowKeys } from '@/components/data-table/data-table'
import { useSheetKeys } from '@/components/docked-sheet'

function Rows({ open }: { open: boolean }) {
  const body = useRef<HTMLDivElement>(null)
  useRowKeys(open ? null : body)
  return (
    <div ref={body}>
      <a href="#1" data-row-link>
        first
      </a>
    </div>
  )
}

function Page({ open, step, close }: { open: boolean; step: (by: number) => void; close: () => void }) {
  useSheetKeys(open, (by) => () => step(by), close)
  return <Rows open={open} />
}

it('walks through the sheet with the keys of the rows while it is open, and closes it', async () => {
  const step = vi.fn()
  const close = vi.fn()
  render(<Page open step={step} close={close} />)
  await userEvent.keyboard('j{ArrowUp}{Escape}')
  expect(step.mock.calls).toEqual([[1], [-1]])
  expect(close).toHaveBeenCalledTimes(1)
})

it('leaves the keys to the rows while it is not', async () => {
  const step = vi.fn()
  const close = vi.fn()
  render(<Page open={false} step={step} close={close} />)
  await userEvent.keyboard('j{Escape}')
  expect(document.activeElement).toHaveTextContent('first')
  expect(step).not.toHaveBeenCalled()
  expect(close).not.toHaveBeenCalled()
})
