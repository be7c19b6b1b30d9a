import { render, screen } from '@testing-library/react'
import { useRef } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { useHeldColumns } from '@/components/data-table/use-held-columns'

let natural = 120
beforeEach(() => {
  natural = 120
  vi.spyOn(HTMLTableCellElement.prototype, 'getBoundingClientRect').mockImplementation(
    () => ({ width: natural }) as DOMRect,
  )
})
afterEach(() => vi.restoreAllMocks())

function Table({ heads, filled = true }: { heads: string[]; filled?: boolean }) {
  const row = useRef<HTMLTableRowElement>(null)
  useHeldColumns(row, filled)
  return (
    <table>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head}>{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr ref={row} />
      </tbody>
    </table>
  )
}

const widths = () => screen.getAllByRole('columnheader').map(({ style }) => style.width)

it('waits for the first rows, keeps their widths, and takes them anew for other columns', () => {
  const { rerender } = render(<Table heads={['Name', 'State']} filled={false} />)
  expect(widths()).toEqual(['', ''])
  rerender(<Table heads={['Name', 'State']} />)
  expect(widths()).toEqual(['120px', '120px'])
  natural = 300
  rerender(<Table heads={['Name', 'State']} />)
  expect(widths()).toEqual(['120px', '120px'])
  rerender(<Table heads={['Name', 'State', 'Model']} />)
  expect(widths()).toEqual(['300px', '300px', '300px'])
})
