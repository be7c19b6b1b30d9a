import { getCoreRowModel, useReactTable, type ColumnDef, type VisibilityState } from '@tanstack/react-table'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { DataTable } from '@/components/data-table/data-table'
import { RowLink } from '@/components/data-table/row-link'

const push = vi.hoisted(() => vi.fn())
vi.mock('next/navigation', () => ({ useRouter: () => ({ push }) }))

interface Thing {
  id: string
  name: string
}

const drawn = vi.fn()
const COLUMNS: ColumnDef<Thing>[] = [
  {
    id: 'name',
    header: 'Name',
    cell: ({ row: { original } }) => {
      drawn(original.name)
      return <RowLink href={`/things/${original.id}`}>{original.name}</RowLink>
    },
  },
  { id: 'more', header: 'More', cell: () => <input type="checkbox" aria-label="Tick" /> },
]

function Things({ things, hidden = {} }: { things: Thing[]; hidden?: VisibilityState }) {
  // eslint-disable-next-line react-hooks/incompatible-library -- react-table keeps its own memoisation
  const table = useReactTable({
    data: things,
    columns: COLUMNS,
    getRowId: ({ id }) => id,
    state: { columnVisibility: hidden },
    getCoreRowModel: getCoreRowModel(),
  })
  return (
    <DataTable
      table={table}
      label="Things"
      loading={false}
      empty={null}
      rowHref={({ id }) => `/things/${id}`}
    />
  )
}

describe('DataTable', () => {
  const one = { id: '1', name: 'One' }
  const two = { id: '2', name: 'Two' }

  beforeEach(() => {
    push.mockClear()
    drawn.mockClear()
  })

  it('draws only the rows anew that show something else', () => {
    const { rerender } = render(<Things things={[one, two]} />)
    drawn.mockClear()
    rerender(<Things things={[one, { ...two, name: 'Zwei' }]} />)
    expect(drawn.mock.calls).toEqual([['Zwei']])
    expect(screen.getAllByRole('cell', { name: 'Tick' })).toHaveLength(2)
    rerender(<Things things={[one, two]} hidden={{ more: false }} />)
    expect(screen.queryByRole('cell', { name: 'Tick' })).toBeNull()
  })

  it('leads from a row to its page, from what is in it not', async () => {
    const user = userEvent.setup()
    render(<Things things={[one]} />)
    await user.click(screen.getByRole('checkbox', { name: 'Tick' }))
    expect(push).not.toHaveBeenCalled()
    await user.click(screen.getByRole('row', { name: /One/ }))
    await user.click(screen.getByRole('link', { name: 'One' }))
    expect(push.mock.calls).toEqual([['/things/1'], ['/things/1']])
  })
})
