import { createTable } from '@tanstack/react-table'
import { expect, it } from 'vitest'

import { getKeptRowModel } from '@/components/data-table/kept-rows'

interface Thing {
  id: string
  name: string
}

it('makes anew only the rows whose data is another or at another place', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id, name: id.toUpperCase() })) as [Thing, Thing, Thing]
  const table = createTable<Thing>({
    data: [a, b],
    columns: [{ accessorKey: 'name' }],
    getRowId: ({ id }) => id,
    getCoreRowModel: getKeptRowModel(),
    state: {},
    onStateChange: () => undefined,
    renderFallbackValue: null,
  })
  const of = (data: Thing[]) => {
    table.setOptions((options) => ({ ...options, data }))
    return table.getCoreRowModel().rows
  }
  const first = of([a, b])
  expect(first.map(({ id, index, original }) => [id, index, original])).toEqual([
    ['a', 0, a],
    ['b', 1, b],
  ])
  const changed = { ...b, name: 'Bee' }
  const second = of([a, changed, c])
  expect(second[0]).toBe(first[0])
  expect(second.map((row) => row.getValue('name'))).toEqual(['A', 'Bee', 'C'])
  expect(table.getRow('b').original).toBe(changed)
  const third = of([c, a])
  expect(third.map(({ id, index }) => [id, index])).toEqual([
    ['c', 0],
    ['a', 1],
  ])
  expect(() => table.getRow('b')).toThrow()
})
