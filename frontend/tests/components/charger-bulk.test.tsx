import { fireEvent, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { ChargersPage } from '@/components/chargers/chargers-page'
import type { Charger } from '@/lib/types'

import { fakeFleet } from '../fake-fleet'
import { fakeServer } from '../fake-server'
import { chargers, stations } from '../fixtures/data.mjs'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: vi.fn() }) }))

/** CP-0015 to CP-0020: CP-0017 is offline. */
const some = chargers.slice(14, 20)

const reset = (name: string) => `POST /api/admin/chargers/ch-${name}/commands/Reset`

describe('chargers that are selected', () => {
  let asked: ReturnType<typeof fakeServer>

  beforeEach(() => {
    window.scrollY = 0
    const command = (status: string) => ({ body: { id: 'c', state: 'answered', response: { status } } })
    asked = fakeServer({
      ...fakeFleet(some),
      'GET /api/admin/stations': () => ({ body: { items: stations, next_cursor: null } }),
      [reset('CP-0016')]: () => command('Accepted'),
      [reset('CP-0018')]: () => command('Rejected'),
    })
  })

  async function select(...names: string[]) {
    const user = userEvent.setup()
    await screen.findByText('6 chargers, 5 online')
    for (const name of names) await user.click(screen.getByLabelText(`Select ${name}`))
    return user
  }

  it('are restarted: whom it concerns first, then what came of each', async () => {
    renderPage(<ChargersPage />)
    const user = await select('CP-0016', 'CP-0017', 'CP-0018')
    const bar = screen.getByRole('region', { name: 'Selected rows' })
    expect(within(bar).getByText('3 selected')).toBeVisible()
    // Below the table: what comes above it would push its rows away.
    const place = screen.getByRole('table').compareDocumentPosition(bar)
    expect(place).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
    await user.click(within(bar).getByRole('button', { name: 'Restart' }))
    const dialog = screen.getByRole('dialog')
    expect(within(dialog).getByText('1 left out: offline, nothing can be sent')).toBeVisible()
    expect(asked.some(({ method }) => method === 'POST')).toBe(false)
    await user.click(within(dialog).getByRole('button', { name: 'Restart 2 chargers' }))
    expect(await within(dialog).findByText('1 done, 1 failed')).toBeVisible()
    const results = within(within(dialog).getByRole('list')).getAllByRole('listitem')
    expect(results[0]).toHaveTextContent('CP-0018 The charger rejected it')
    expect(asked.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([
      { type: 'Soft' },
      { type: 'Soft' },
    ])
    await user.click(within(dialog).getByRole('button', { name: 'Try the failed ones again' }))
    await vi.waitFor(() => expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(3))
  })

  it('cannot be all as long as none is there', async () => {
    renderPage(<ChargersPage />)
    const all = screen.getByRole('checkbox', { name: 'Select all on this page' })
    expect(all).toBeDisabled()
    await vi.waitFor(() => expect(all).toBeEnabled())
  })

  it('are none where the list is narrowed: what is not seen is not acted on', async () => {
    renderPage(<ChargersPage />)
    const user = await select('CP-0016', 'CP-0018')
    await user.type(screen.getByRole('searchbox'), 'CP-0018')
    await vi.waitFor(() => expect(screen.queryByRole('region', { name: 'Selected rows' })).toBeNull())
  })

  it('stay selected when more of the list has come', async () => {
    const many = Array.from({ length: 130 }, (_, index) => ({
      ...(some[0] as Charger),
      id: `n${index}`,
      charge_point_id: `N-${index}`,
    }))
    fakeServer({ ...fakeFleet(many) })
    renderPage(<ChargersPage />)
    const user = userEvent.setup()
    await user.click(await screen.findByLabelText('Select N-0'))
    window.scrollY = 3_800
    fireEvent.scroll(window)
    await user.click(await screen.findByLabelText('Select N-99'))
    expect(screen.getByText('2 selected')).toBeVisible()
    await user.click(screen.getByText('Select all 130'))
    expect(await screen.findByText('130 selected')).toBeVisible()
  })

  it('can be all that match, not only the page', async () => {
    renderPage(<ChargersPage />)
    const user = await select('CP-0016')
    await user.click(screen.getByRole('button', { name: 'Select all 6' }))
    expect(await screen.findByText('6 selected')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Clear the selection' }))
    expect(screen.queryByRole('region', { name: 'Selected rows' })).toBeNull()
  })

  it('are not offered to a viewer', async () => {
    renderPage(<ChargersPage />, { role: 'viewer' })
    await screen.findByText('6 chargers, 5 online')
    expect(screen.queryByRole('checkbox')).toBeNull()
  })
})
