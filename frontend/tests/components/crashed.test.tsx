import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'

import { Crashed } from '@/components/crashed'

it.each([
  [
    Object.assign(new Error('Failed to load chunk /_next/1.js'), { name: 'ChunkLoadError' }),
    /renewed meanwhile/,
  ],
  [new TypeError('error loading dynamically imported module'), /the network is gone/],
  [new Error('Too much of it'), /Too much of it/],
])('says what stopped the page, and offers to load it anew', async (error, words) => {
  const reload = vi.fn()
  vi.stubGlobal('location', { reload })
  render(<Crashed error={error} />)
  expect(screen.getByRole('alert')).toHaveTextContent('This page has stopped working')
  expect(screen.getByText(words)).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(reload).toHaveBeenCalledTimes(1)
})
