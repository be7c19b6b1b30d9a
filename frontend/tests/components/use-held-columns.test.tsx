import { render, screen, waitFor } from '@testing-library/react'
import { useRef } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { useHeldColumns } from '@/components/data-table/use-held-columns'

let natural = 120
/** Of what is in a cell, by its text; a cell is as wide as its column. */
let contents: Record<string, number> = {}
beforeEach(() => {
  natural = 120
  contents = {}
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(100)
  vi.spyOn(HTMLElement.prototype, 'scrollWidth', 'get').mockImplementation(function (this: HTMLElement) {
    return contents[this.textContent] ?? 100
  })
  vi.spyOn(HTMLTableCellElement.prototype, 'getBoundingClientRect').mockImplementation(
    () => ({ width: natural }) as DOMRect,
  )
})
afterEach(() => vi.restoreAllMocks())

function Table({
  heads,
  filled = true,
  cells = [],
  sorted,
}: {
  heads: string[]
  filled?: boolean
  cells?: string[]
  sorted?: string
}) {
  const row = useRef<HTMLTableRowElement>(null)
  useHeldColumns(row, filled)
  return (
    <table>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head}>
              {head}
              {head === sorted && <svg />}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr ref={row} />
        {cells.map((cell, place) => (
          <tr key={place}>
            <td>{cell}</td>
          </tr>
        ))}
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

it('leaves the choice to the browser again for a row that needs more room', async () => {
  contents = { Long: 140, 'Touched around': 130 }
  const { rerender } = render(<Table heads={['Name']} cells={['Short', 'Touched around']} />)
  natural = 300
  rerender(<Table heads={['Name']} cells={['Short', 'Touched around', 'Touched around']} />)
  await aFrame()
  expect(widths()).toEqual(['120px'])
  rerender(<Table heads={['Name']} cells={['Short', 'Touched around', 'Long']} />)
  await waitFor(() => expect(widths()).toEqual(['300px']))
  natural = 400
  rerender(<Table heads={['Name']} cells={['Longer', 'Touched around', 'Long']} />)
  contents.Longer = 180
  await waitFor(() => expect(widths()).toEqual(['400px']))
  expect(screen.getByRole('table').style.tableLayout).toBe('fixed')
})

it('measures nothing anew for the arrow of the column that orders the rows, if the column has room for it', async () => {
  const { rerender } = render(<Table heads={['Name', 'State']} />)
  natural = 300
  rerender(<Table heads={['Name', 'State']} sorted="Name" />)
  await aFrame()
  expect(widths()).toEqual(['120px', '120px'])
  contents.State = 114
  rerender(<Table heads={['Name', 'State']} sorted="State" />)
  await waitFor(() => expect(widths()).toEqual(['300px', '300px']))
})

const aFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
