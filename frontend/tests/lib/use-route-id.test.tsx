import { render, screen } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { expect, it, vi } from 'vitest'

import { useRouteId } from '@/lib/use-route-id'

let pathname = '/'
vi.mock('next/navigation', () => ({ usePathname: () => pathname }))

function Shown() {
  return <p>id: {useRouteId('chargers') ?? 'none'}</p>
}

it.each([
  ['/chargers/abc', 'abc'],
  ['/chargers/abc/messages', 'abc'],
  ['/chargers/a%20b', 'a b'],
  ['/chargers', 'none'],
  ['/transactions/abc', 'none'],
])('%s has the id %s', (path, id) => {
  pathname = path
  render(<Shown />)
  expect(screen.getByText(`id: ${id}`)).toBeVisible()
})

it('knows nothing in the shell that was built once for every id', () => {
  pathname = '/chargers/_'
  expect(renderToString(<Shown />)).toContain('none')
})
