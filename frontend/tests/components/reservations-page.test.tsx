import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { ReservationsPage } from '@/components/reservations/reservations-page'
import type { Charger, Reservation } from '@/lib/types'

import { fakeServer } from '../fake-server'
import { chargers } from '../fixtures/data.mjs'
import { renderPage } from '../render'

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: vi.fn() }) }))

const charger = chargers[0] as Charger
const RESERVATION: Reservation = {
  id: 'r1',
  charger_id: charger.id,
  charge_point_id: charger.charge_point_id,
  connector_id: 1,
  reservation_id: 7,
  id_tag: 'GUEST-1',
  parent_id_tag: null,
  expires_at: '2026-11-19T12:00:00Z',
  state: 'active',
  detail: null,
  said: null,
  transaction: null,
  conflict: null,
  command: 'c1',
  created_at: '2026-11-19T11:00:00Z',
  updated_at: '2026-11-19T11:00:00Z',
  ended_at: null,
}
const USED: Reservation = { ...RESERVATION, id: 'r2', id_tag: 'VAN-2', state: 'used', transaction: 'tx-1' }

describe('ReservationsPage', () => {
  let items: Reservation[]
  let profiles: string
  let after: Reservation['state']
  let asked: ReturnType<typeof fakeServer>

  beforeEach(() => {
    items = [RESERVATION, USED]
    profiles = 'Core,Reservation'
    after = 'active'
    asked = fakeServer({
      'GET /api/admin/reservations': ({ url }) => {
        const state = url.searchParams.get('state')
        return {
          body: { items: items.filter((item) => !state || item.state === state), next_cursor: null },
        }
      },
      'GET /api/admin/chargers': () => ({ body: { items: [charger], next_cursor: null } }),
      'GET /api/admin/id-tags': () => ({ body: { items: [], next_cursor: null } }),
      [`GET /api/admin/chargers/${charger.id}/configuration`]: () => ({
        body: { items: [{ key: 'SupportedFeatureProfiles', value: profiles, readonly: true }] },
      }),
      [`GET /api/admin/chargers/${charger.id}/commands`]: () => ({ body: { items: [], next_cursor: null } }),
      'POST /api/admin/reservations': () => ({
        status: 201,
        body: { ...RESERVATION, state: 'refused', detail: 'Occupied' },
      }),
      'DELETE /api/admin/reservations/r1': () => ({ status: 204 }),
      'GET /api/admin/reservations/r1': () => ({ body: { ...RESERVATION, state: after } }),
    })
  })

  it('says how many are reserved, and what came of the others', async () => {
    renderPage(<ReservationsPage />)
    expect(await screen.findByRole('heading', { name: '1 connector is reserved' })).toBeVisible()
    expect(await screen.findByRole('link', { name: 'Its session' })).toHaveAttribute(
      'href',
      '/transactions/tx-1',
    )
    expect(screen.getAllByRole('button', { name: /^Cancel the reservation/ })).toHaveLength(1)
  })

  it('filters by what the address says', async () => {
    renderPage(<ReservationsPage />, { search: '?state=used' })
    expect(await screen.findByRole('cell', { name: 'VAN-2' })).toBeVisible()
    expect(screen.queryByRole('cell', { name: 'GUEST-1' })).toBeNull()
  })

  it('keeps the end of a cancellation on the screen, although its row has left the list', async () => {
    after = 'cancelled'
    renderPage(<ReservationsPage />, { search: '?state=active' })
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: /^Cancel the reservation/ }))
    items = [USED]
    await user.click(screen.getByRole('button', { name: 'Cancel reservation' }))
    expect(await screen.findByText('No reservation matches')).toBeInTheDocument()
    expect(within(screen.getByRole('dialog')).getAllByRole('button', { name: 'Close' })[0]).toBeEnabled()
  })

  it('says it when the charger does not cancel', async () => {
    renderPage(<ReservationsPage />)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: /^Cancel the reservation/ }))
    await user.click(screen.getByRole('button', { name: 'Cancel reservation' }))
    expect(await screen.findByText('The charger did not cancel it: the reservation stands.')).toBeVisible()
    expect(asked.some(({ method }) => method === 'DELETE')).toBe(true)
  })

  async function choose() {
    const user = userEvent.setup()
    await user.click(await screen.findByLabelText('Charger'))
    await user.click(await screen.findByRole('option', { name: /CP-0001/ }))
    return user
  }

  it('asks a charger, and shows what it said', async () => {
    renderPage(<ReservationsPage />, { search: '?edit=new' })
    const user = await choose()
    const dialog = screen.getByRole('dialog')
    await user.click(await within(dialog).findByLabelText('Id tag'))
    await user.type(await screen.findByLabelText('Search or type a tag'), 'GUEST-9')
    await user.click(await screen.findByRole('option', { name: /GUEST-9/ }))
    await user.click(within(dialog).getByRole('button', { name: 'Reserve connector' }))
    expect(await within(dialog).findByText('Occupied')).toBeVisible()
    expect(asked.find(({ method }) => method === 'POST')?.body).toMatchObject({
      charger_id: charger.id,
      connector_id: 1,
      id_tag: 'GUEST-9',
    })
  })

  it('offers nothing where the charger cannot', async () => {
    profiles = 'Core,SmartCharging'
    renderPage(<ReservationsPage />, { search: '?edit=new' })
    await choose()
    expect(await screen.findByText(/does not support reservations/)).toBeVisible()
    expect(screen.queryByLabelText('Until')).toBeNull()
  })

  it('teaches, and offers a viewer nothing', async () => {
    items = []
    renderPage(<ReservationsPage />, { role: 'viewer' })
    expect(await screen.findByText('Nothing was reserved yet')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Reserve connector' })).toBeNull()
  })
})
