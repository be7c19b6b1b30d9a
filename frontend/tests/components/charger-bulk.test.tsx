import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { ChargersPage } from '@/components/chargers/chargers-page'

import { fakeFleet } from '../fake-fleet'
import { fakeServer } from '../fake-server'
import { chargers, stations } from '../fixtures/data.mjs'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: vi.fn() }) }))

const reset = (name: string) => `POST /api/admin/chargers/ch-${name}/commands/Reset`

describe('chargers that are selected', () => {
  let asked: ReturnType<typeof fakeServer>

  beforeEach(() => {
    const command = (status: string) => ({ body: { id: 'c', state: 'answered', response: { status } } })
    asked = fakeServer({
      ...fakeFleet(chargers),
      'GET /api/admin/stations': () => ({ body: { items: stations, next_cursor: null } }),
      [reset('CP-0016')]: () => command('Accepted'),
      [reset('CP-0018')]: () => command('Rejected'),
    })
  })

  async function select(...names: string[]) {
    const user = userEvent.setup()
    await screen.findByText('48 chargers, 46 online')
    for (const name of names) await user.click(screen.getByRole('checkbox', { name: `Select ${name}` }))
    return user
  }

  it('are restarted: whom it concerns first, then what came of each', async () => {
    renderPage(<ChargersPage />)
    const user = await select('CP-0016', 'CP-0017', 'CP-0018')
    const bar = screen.getByRole('region', { name: 'Selected rows' })
    expect(within(bar).getByText('3 selected')).toBeVisible()
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

  it('are none where the list is narrowed: what is not seen is not acted on', async () => {
    renderPage(<ChargersPage />)
    const user = await select('CP-0016', 'CP-0018')
    await user.type(screen.getByRole('searchbox'), 'CP-0018')
    await vi.waitFor(() => expect(screen.queryByRole('region', { name: 'Selected rows' })).toBeNull())
  })

  it('stay selected on the next page', async () => {
    const more = chargers.map((one) => ({
      ...one,
      id: `n-${one.id}`,
      charge_point_id: `N-${one.charge_point_id}`,
    }))
    fakeServer({ ...fakeFleet([...chargers, ...more]) })
    renderPage(<ChargersPage />)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('checkbox', { name: 'Select CP-0016' }))
    await user.click(screen.getByRole('button', { name: 'Next' }))
    await user.click(await screen.findByRole('checkbox', { name: 'Select N-CP-0048' }))
    expect(screen.getByText('2 selected')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Select all 96' }))
    expect(await screen.findByText('96 selected')).toBeVisible()
  })

  it('can be all that match, not only the page', async () => {
    renderPage(<ChargersPage />)
    const user = await select('CP-0016')
    await user.click(screen.getByRole('button', { name: 'Select all 48' }))
    expect(await screen.findByText('48 selected')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Clear the selection' }))
    expect(screen.queryByRole('region', { name: 'Selected rows' })).toBeNull()
  })

  it('are not offered to a viewer', async () => {
    renderPage(<ChargersPage />, { role: 'viewer' })
    await screen.findByText('48 chargers, 46 online')
    expect(screen.queryByRole('checkbox')).toBeNull()
  })
})
