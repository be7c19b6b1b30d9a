import { act } from '@testing-library/react'
import { expect, it } from 'vitest'

import { useTableUrl } from '@/components/data-table/use-table-url'
import { renderPage } from '../render'

it('shows what is typed and sorted before the server is asked for it', () => {
  const drawn: string[] = []
  let url: ReturnType<typeof useTableUrl>
  function List() {
    url = useTableUrl('name')
    const [shown] = url.sorting
    const [asked] = url.asked.sorting
    drawn.push(`${url.search} by ${shown?.id}, asked for ${url.asked.search} by ${asked?.id}`)
    return null
  }
  renderPage(<List />)
  drawn.length = 0
  act(() => url.setSearch('CP-1'))
  act(() => url.setSorting([{ id: 'status', desc: true }]))
  expect(drawn).toEqual([
    'CP-1 by name, asked for  by name',
    'CP-1 by name, asked for CP-1 by name',
    'CP-1 by status, asked for CP-1 by name',
    'CP-1 by status, asked for CP-1 by status',
  ])
})
